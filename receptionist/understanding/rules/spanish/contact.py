"""How Spanish speakers introduce themselves, spell, and are asked."""

from __future__ import annotations

from collections.abc import Mapping

from receptionist.understanding.rules.leads import Lead
from receptionist.understanding.rules.patterns import words

_HELLO = "^ (hola|buenas|buenos dias|buenas (tardes|noches)) (,|.|!)?"
#: What stands before a name, and is no part of it.
TITLES = words("senor senora senorita doctor doctora don dona sr sra srta dr dra profesor profesora")
_TITLE = f"(el|la)? ({'|'.join(TITLES)}) (.)?"

#: Words that lead up to a name, and how surely.
NAMES: tuple[tuple[str, Lead], ...] = (
    ("(mi nombre (es|:)?)", Lead.SURE),
    ("(me llamo|me llaman)", Lead.SURE),
    ("(a nombre de|al nombre de|bajo el nombre de|a nombre)", Lead.SURE),
    ("(me dicen|me conocen (como|por)|mi nombre completo es)", Lead.SURE),
    (f"(soy|habla|le habla|te habla|llama|es|para|de parte (de|del)) {_TITLE}", Lead.SURE),
    ("de parte (de|del)", Lead.LIKELY),
    (f"{_HELLO} soy", Lead.SPOKEN),
    ("soy", Lead.LIKELY),
    ("(habla|le habla|te habla|le saluda|le llama) (con)?", Lead.SPOKEN),
    ("(para|<booking:> de)", Lead.WEAK),
)

#: Two unknown words after "soy" are no name where one of them ends so: "realmente nuevo". But Fernando is one.
NO_NAME_ENDINGS: tuple[str, ...] = ("mente",)

#: What leads up to the last name where both are given apart.
LAST_NAME = "(mi|el)? (apellido|apellidos) (es|son|:)?"

#: What may be called by whom it is for, briefly: "Ana Ruiz mesa para dos".
NAMED_AFTER = "reserva|mesa|cita"

#: Words that stand where a name might, and are none.
NO_NAMES = frozenset(
    words(
        """
        alergico alergica diabetico diabetica celiaco celiaca vegano vegana nuevo nueva paciente cliente clienta socio
        socia vecino vecina padre madre hijo hija medico medica madrid barcelona valencia sevilla espanol espanola
        mexicano mexicana argentino argentina colombiano colombiana venezolano venezolana peruano peruana puntual
        urgente autonomo autonoma jubilado jubilada embarazada soltero soltera casado casada mayor menor alguien nadie
        consciente hipertenso hipertensa asmatico asmatica responsable titular duena dueno parte interesado interesada
        espera espere esperen esperate inutil inutiles idiota tonto tonta imbecil estupido estupida mierda basura
        verguenza ridiculo anonimo anonima privado privada secreto ninguno ninguna nada igual luego ahora despues
        prefiero preferiria quiero decirlo decir digo dime diga dije callate calla basta olvidalo olvidelo dejalo
        sirves sirve importa hace falta siguiente continua sigue seguir repite repita entiendo entendi gracias
        fumador fumadora estudiante profesor profesora abogado abogada consciente tarde pronto
        """
    )
)

#: Words of the tables that people are called, too.
ALSO_NAMES = frozenset(
    words(
        """
        dolores luz mercedes rosario paz sol cruz santos leon blanco delgado calvo rubio reyes prado cabello barba mesa
        """
    )
)

#: Words that follow a name at the beginning of a message.
NAMES_BEFORE: tuple[str, ...] = ("al (aparato|habla)", "es mi nombre")

#: Words by which a sentence begins: none that follows is the name that was asked for.
SUBJECTS = frozenset(
    words(
        """
        tu usted ustedes ellos eso esto que quien cuando como donde porque por para no nunca eres esta estas son quiero
        prefiero puedo tengo necesito
        """
    )
)

#: A question in return: the names in it are not the customer's.
ASKS_BACK: tuple[str, ...] = (
    "^ ¿? (es|son|esta|estan|tiene|tienen|hay|hace|hacen|trabaja) ... ... <question_mark:>",
    "^ ¿? (quien|donde|cuando|cuanto|cuanta|cuantos|cual|por que|que (es|hora|dia|hacen))",
)

#: What the receptionist asked for last.
ASKS: tuple[tuple[str, str], ...] = (
    ("name", "(nombre|apellido|apellidos|se llama|quien)"),
    ("email", "correo|email|mail"),
    ("phone", "(telefono|movil|celular|numero de)"),
    ("time", "(hora|cuando)"),
    ("day", "(dia|fecha|cuando)"),
)

#: What a spelling word stands for; "doble" and "triple" repeat the digit after them.
SPELLING: Mapping[str, str] = {
    "arroba": "@",
    "punto": ".",
    "guion": "-",
    "subguion": "_",
    "guion bajo": "_",
    "guion medio": "-",
    "barra baja": "_",
    "mas": "+",
    "doble": "2x",
    "triple": "3x",
}

#: Words that stand before a phone number rather than any other.
PHONE_LABELS = frozenset(["telefono", "tel", "movil", "celular", "numero", "llamar", "llamame"])

#: What is said as one number of hundreds: "seiscientos doce".
HUNDREDS: Mapping[str, int] = {
    **dict.fromkeys(("cien", "ciento"), 100),
    **{
        word: n * 100
        for n, stem in enumerate(words("dosc tresc cuatroc quin seisc setec ochoc novec"), start=2)
        for word in (f"{stem}ientos", f"{stem}ientas")
    },
}

#: Words that stand before another number than that of a phone.
OTHER_NUMBERS = frozenset(
    words(
        """
        pedido factura poliza referencia expediente tarjeta cuenta dni nif nie codigo postal reserva localizador
        matricula pasaporte habitacion cita ticket
        """
    )
)

#: Words that stand between the groups of a number as it is said.
BETWEEN_GROUPS = frozenset(("luego", "guion", "punto", "espacio"))

#: Words between two numbers by which the first is taken back.
TAKES_BACK = frozenset(("perdon", "no", "espera", "espere", "digo", "corrijo", "mejor", "perdona"))

#: Words that announce an e-mail address.
EMAIL_LABELS = frozenset(["correo", "email", "mail", "e-mail"])

#: What stands before somebody of the staff who is asked for, or before and after: "is Maya free".
BEFORE_STAFF = frozenset(words("con a sea prefiero"))
ASKS_ABOUT_STAFF = frozenset(words("esta trabaja tiene puede cuando"))
AFTER_STAFF = frozenset(words("libre disponible hoy manana el hueco"))
