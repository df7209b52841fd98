"""How Spanish speakers introduce themselves, spell, and are asked."""

from __future__ import annotations

from collections.abc import Mapping

from receptionist.understanding.rules.leads import Lead

#: Words that lead up to a name, and how surely.
NAMES: tuple[tuple[str, Lead], ...] = (
    ("(mi nombre (es|:)?)", Lead.SURE),
    ("(me llamo|me llaman)", Lead.SURE),
    ("(a nombre de|al nombre de|bajo el nombre de|a nombre)", Lead.SURE),
    ("soy", Lead.LIKELY),
    ("(habla|le habla|te habla)", Lead.LIKELY),
    ("(para|de)", Lead.WEAK),
)

#: Two unknown words after "soy" are no name where one of them ends so: "realmente nuevo". But Fernando is one.
NO_NAME_ENDINGS: tuple[str, ...] = ("mente",)

#: Words that follow a name at the beginning of a message.
NAMES_BEFORE: tuple[str, ...] = ("al (aparato|habla)", "es mi nombre")

#: A question in return: the names in it are not the customer's.
ASKS_BACK: tuple[str, ...] = (
    "^ ¿? (es|son|esta|estan|tiene|tienen|hay|hace|hacen|trabaja) ... ... <question_mark:>",
    "^ ¿? (quien|donde|cuando|cuanto|cuanta|cuantos|cual|por que|que (es|hora|dia|hacen))",
)

#: What the receptionist asked for last.
ASKS: tuple[tuple[str, str], ...] = (
    ("name", "(nombre|se llama|quien)"),
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

#: Words that announce an e-mail address.
EMAIL_LABELS = frozenset(["correo", "email", "mail", "e-mail"])
