"""Words as the ranking sees them: folded, without filler, cut to a light stem, in English and Spanish alike."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:'[^\W\d_]+)?")

#: Words that say nothing about what is asked. Question words stay out too: "when" and "how" come with every question.
_ENGLISH = """
    a about after again all also am an and any anyone are as at be because been before being but by can cannot could
    d did do does doing don done for from further get getting give got had has have having he hello her hey hi him his
    how i if in into is it its just know let like ll look m may me might mine more most must my need no not now of ok
    on one only or other our out over own please possible re s same say she should so some such t tell than thank
    thanks that the their them then there these they thing this those through to too under until up us ve very want
    wanted wants was way we were what when where which while who whom whose why will wish with wonder wondering would
    yes you your yours yourself
"""
_SPANISH = """
    al algo alguien alguna alguno ahi aqui asi aunque como con cual cuales cuando de decir del desde donde dos el ella
    ellos en entre era eres es esa ese eso esta estan estar estas este esto estos estoy fue gracias gustaria ha hace
    hacer hacia han hasta hay hola la las le les lo los mas me mi mis mucho muy nada ni no nos nosotros o otra otro
    para pero poco podeis podemos podria por porque pueda puede pueden puedo pues que queria querria quien quiero saber
    se sea ser si sin sobre son soy su sus tambien tan te tengo ti tiene tienen teneis toda todo tu tus un una unas uno
    unos usted ustedes va vais van vosotros voy y ya yo
"""

FILLER = frozenset(_ENGLISH.split() + _SPANISH.split())
#: Filler that gives a language away; what both have tells nothing.
_ENGLISH_ALONE = frozenset(_ENGLISH.split()) - frozenset(_SPANISH.split()) - {"a", "no", "he", "has"}
_SPANISH_ALONE = frozenset(_SPANISH.split()) - frozenset(_ENGLISH.split())

#: Groups of words that mean one thing to a receptionist; the first names the group. Two words are joined by "_".
_SAME = """
    open opening hour hours schedule timetable close closed closing shut abrir abre abren abierto abierta abris horario
        horarios hora horas cerrar cierra cierran cerrado cerrais what_time
    price prices cost costs charge charges fee fees rate rates expensive cheap much how_much precio precios cuesta
        cuestan coste costo cobrais cobran cobra tarifa tarifas vale caro barato cuanto
    where_is address location located situated find directions direccion ubicacion ubicado ubicados donde_esta
        donde_estan donde_estais llegar
    park parking car aparcar aparcamiento estacionar estacionamiento coche parquear
    pay payment card cards cash credit debit visa mastercard pagar pago tarjeta tarjetas efectivo
    cancel cancellation cancelling cancelar cancelacion anular
    book booking appointment appointments reserve reservation reservar reserva cita citas turno
    child children kid kids son daughter baby nino ninos nina ninas hijo hija bebe
    gift voucher vouchers present regalo bono bonos regalar
    dog dogs pet pets animal animals perro perros mascota mascotas animales
    wheelchair accessible accessibility disabled step ramp silla_ruedas accesible accesibilidad minusvalido
    wifi wi_fi internet wireless
    sunday sundays saturday saturdays weekend weekends domingo domingos sabado sabados fin_semana
    walk_in walkin without_appointment drop_in sin_cita
    late delayed delay running_late tarde retraso
    student students discount discounts senior seniors pensioner estudiante estudiantes descuento descuentos jubilado
    refund refunds money_back reembolso devolucion devolver
    insurance insured insurer seguro seguros aseguradora
    toilet toilets restroom bathroom bano banos aseo aseos
    product products sell vender vendeis venden producto productos
"""

#: What is left of a word keeps at least so many letters, or different words become one.
_STEM_LETTERS = 3
_ENDINGS = (
    "ciones",
    "cion",
    "mente",
    "ations",
    "ation",
    "ings",
    "ing",
    "ies",
    "ied",
    "edly",
    "ed",
    "es",
    "ly",
    "s",
    "e",
)


def fold(text: str) -> str:
    """Lower the case and drop accents, so that "Cuánto" and "cuanto" are one."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.replace("\u2019", "'").lower())
    return "".join(mark for mark in plain if not unicodedata.combining(mark))


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Cut the commonest ending of a folded word; short words stay whole."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM_LETTERS:
            base = word[: -len(ending)]
            return base[:-1] if len(base) > _STEM_LETTERS and base[-1] == base[-2] and base[-1] not in "sl" else base
    return word


def _groups() -> dict[str, str]:
    groups: dict[str, str] = {}
    name = ""
    for line in _SAME.strip("\n").splitlines():
        members = line.split()
        if not line.startswith(" " * 8):
            name = "=" + members[0]
        groups.update({key: name for member in members for key in (member, stem(member))})
    return groups


_GROUPS = _groups()


def meanings(text: str) -> list[str]:
    """Split a text into what its words mean: the group of a grouped word, the stem of another, filler left out."""
    words = _words(text)
    found: list[str] = []
    at = 0
    while at < len(words):
        pair, word = "_".join(words[at : at + 2]), words[at]
        if "_" in pair and pair in _GROUPS:
            found.append(_GROUPS[pair])
            at += 2
            continue
        group = _GROUPS.get(word) or _GROUPS.get(stem(word))
        if group or word not in FILLER:
            found.append(group or stem(word))
        at += 1
    return found


def plain(text: str) -> str:
    """Reduce a text to its words, so that only their order and spelling tell two apart; empty for signs alone."""
    return " ".join(_words(text))


def _words(text: str) -> list[str]:
    return [word.partition("'")[0] for word in _WORD.findall(fold(text))]


def english(text: str) -> bool | None:
    """Tell by its filler whether a text is English rather than Spanish; None when the filler does not tell."""
    words = _words(text)
    ours, theirs = (sum(word in filler for word in words) for filler in (_ENGLISH_ALONE, _SPANISH_ALONE))
    return None if ours == theirs else ours > theirs


def letters(text: str, *, size: int = 4) -> list[str]:
    """Cut a text into overlapping pieces of letters, which forgive typing errors and unusual endings."""
    return [
        padded[at : at + size]
        for word in _words(text)
        if word not in FILLER
        for padded in (f" {word} ",)
        for at in range(max(1, len(padded) - size + 1))
    ]
