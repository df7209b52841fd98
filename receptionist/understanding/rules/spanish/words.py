"""Spanish words with a value, and the common words by which Spanish is recognised."""

from __future__ import annotations

from collections.abc import Mapping

from receptionist.understanding.rules.patterns import words
from receptionist.understanding.rules.spanish import nouns, verbs
from receptionist.understanding.rules.temporal.clocks import AFTERNOON, AM, EVENING, MORNING, PM
from receptionist.understanding.rules.temporal.distances import DAY, FORTNIGHT, HOUR, MINUTE, MONTH, WEEK, YEAR

_UNITS = "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete"
_TWENTIES = (
    "veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve"
)

CARDINALS: Mapping[str, int] = {
    **{word: n for n, word in enumerate(words(f"{_UNITS} dieciocho diecinueve {_TWENTIES} treinta"))},
    "una": 1,
    "cuarenta": 40,
    "cincuenta": 50,
    "sesenta": 60,
    "setenta": 70,
    "ochenta": 80,
    "noventa": 90,
}
#: What stands between tens and ones: "treinta y cuatro".
JOINS_TENS = frozenset(("y",))
ORDINALS: Mapping[str, int] = {
    word: n
    for n, group in enumerate(
        ("primero primera primer", "segundo segunda", "tercero tercera tercer", "cuarto cuarta", "quinto quinta"),
        start=1,
    )
    for word in words(group)
    # "Cuarto" is the quarter of an hour far more often than the fourth.
    if word != "cuarto"
}
ORDINAL_SUFFIXES = frozenset(("o", "ro", "er", "era", "do", "da"))
FILLERS = frozenset(("eh", "ehh", "em", "mmm", "este", "pues", "bueno"))

#: Not "mar": it is the sea, and a name.
_WEEKDAYS = (
    "lunes lun",
    "martes",
    "miercoles mie",
    "jueves jue",
    "viernes vie vier",
    "sabado sabados sab",
    "domingo domingos dom",
)
_MONTHS = (
    "enero ene",
    "febrero feb",
    "marzo",
    "abril abr",
    "mayo",
    "junio jun",
    "julio jul",
    "agosto ago",
    "septiembre setiembre sep sept",
    "octubre oct",
    "noviembre nov",
    "diciembre dic",
)


def _numbered(groups: tuple[str, ...], first: int) -> dict[str, int]:
    return {word: n for n, group in enumerate(groups, start=first) for word in words(group)}


CATEGORIES: Mapping[str, Mapping[str, int]] = {
    "weekday": _numbered(_WEEKDAYS, 0),
    "month": _numbered(_MONTHS, 1),
    "relative_day": {"hoy": 0, **dict.fromkeys(("manana", "mnn", "mnna"), 1), "ayer": -1},
    "unit": {
        **dict.fromkeys(("dia", "dias"), DAY),
        **dict.fromkeys(("semana", "semanas"), WEEK),
        "quincena": FORTNIGHT,
        **dict.fromkeys(("mes", "meses"), MONTH),
        **dict.fromkeys(("ano", "anos"), YEAR),
        **dict.fromkeys(("hora", "horas", "hs", "hrs"), HOUR),
        **dict.fromkeys(("minuto", "minutos"), MINUTE),
    },
    "count": {"un": 1, "par": 2},
    #: What "hs" makes a time of day: fewer may be how long.
    "late_hour": {str(hour): hour for hour in range(8, 24)},
    "half": {"am": AM, "pm": PM},
    "part": {
        **dict.fromkeys(("manana", "mananas"), MORNING),
        **dict.fromkeys(("tarde", "tardes", "mediodia"), AFTERNOON),
        **dict.fromkeys(("noche", "noches"), EVENING),
    },
    #: The thirds of a month.
    "third": {
        **dict.fromkeys(("principios", "comienzos", "inicios", "primeros"), 1),
        **dict.fromkeys(("mediados", "mitad"), 2),
        **dict.fromkeys(("finales", "ultimos"), 3),
    },
    "dawn": {"madrugada": AM, "manana": AM},
    "late": {"tarde": PM, "noche": PM},
    "quarter": {"cuarto": 15},
    "half_hour": {"media": 30},
    "next": {"proximo": 1, "proxima": 1, "siguiente": 1, "viene": 1},
    #: "De hoy en ocho": both ends are counted.
    "weeks_in_days": {"ocho": 7, "8": 7, "quince": 14, "15": 14},
    "nth": {"ultimo": -1},
    "people": dict.fromkeys(
        words("persona personas adultos ninos dias semanas horas minutos meses anos noches veces euros pesos dolares "),
        0,
    ),
    "question_mark": {"?": 0, "¿": 0},
    **nouns.categories(),
    **verbs.categories(),
}
ALSO: Mapping[str, str] = {"count": "number", "nth": "ordinal"}

#: Names of people that the patterns speak of, too.
PEOPLE = frozenset(words("christi dan han jose juan ramos reyes santiago santos valentin"))

#: Words by which Spanish is known. None of them is a name.
COMMON = frozenset(
    words(
        """
        al algo alguien antes aqui asi aun ayuda buen buenas bueno buenos cada como con cual cuando cuanto
        cuesta de del desde despues dia dias donde el ella en entonces es esa ese eso esta estan este esto estoy
        fue gracias ha hablar hace hacer hasta hay hola hoy la las le les lo los manana mas me mejor mi mis
        mucho muy nada necesito ni no nombre nos nuestro numero otra otro para pero persona por porque puede
        puedo podria favor que quien quiero quisiera sabe se ser si sin sobre soy su sus tal tambien tarde
        tardes telefono tengo tiene tienen todo tu tus un una unos usted vale van voy y ya yo correo cita adios
        llamo llama llamar cancelar cambiar noche noches semana perdon claro lunes martes miercoles jueves
        viernes sabado domingo ¿ ¡ queria gustaria pueden podemos podriamos aceptan abren cierran tarjeta
        reservar reserva turno hora horas libre hueco apuntame duele muela ustedes dejen dia mes fin primera
        somos media menos punto arroba correo numero movil cualquier despues entonces donde mismo misma ahora
        vienes manzana
        """
    )
)
