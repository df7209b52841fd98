"""The Spanish verbs of a reception desk in all their forms: tú, vos, usted, ustedes and vosotros, and what is hung on.

"Agéndame", "agendame", "agéndeme" and "agendarme" ask for the same: a list of forms by hand always lacks one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from receptionist.understanding.rules.patterns import words

#: Pronouns that are written as one with the verb. Not "te": "separate" and "note" are English.
_CLITICS = words("me nos le les lo la los las melo mela noslo nosla selo sela")
_AR_FORMS = words("ar o as an amos ais aria arias ariamos ariais arian are aremos aran")
#: These begin with another sound than the infinitive's, and are written so.
_AR_SOFT_FORMS = words("es emos eis")
_SOFTENED = {"c": "qu", "g": "gu", "z": "c"}


def _with_clitics(hosts: Iterable[str]) -> set[str]:
    return {host + clitic for host in hosts for clitic in ("", *_CLITICS)}


def _first(infinitive: str, stressed: str = "") -> set[str]:
    """Make the forms of a verb in -ar; ``stressed`` is the stem where it differs: "muestr" of "mostrar"."""
    stem = infinitive.removesuffix("ar")
    stems = {stem, stressed or stem}
    soft = {each[:-1] + _SOFTENED.get(each[-1], each[-1]) for each in stems}
    hosts = {infinitive, f"{stem}ad", f"{stem}ando", *(each + "a" for each in stems)}
    hosts |= {each + ending for each in soft for ending in ("e", "en")}
    plain = {each + ending for each in stems for ending in _AR_FORMS}
    return _with_clitics(hosts) | plain | {each + ending for each in soft for ending in _AR_SOFT_FORMS}


def _second(infinitive: str, stressed: str = "", first_person: str = "") -> set[str]:
    """Make the forms of a verb in -er or -ir; the last two stems are those of "pido" and of "ponga"."""
    stem = infinitive[:-2]
    stems = {stem, stressed or stem}
    theme = infinitive[-2]
    subjunctive = {first_person} if first_person else stems
    hosts = {infinitive, f"{stem}iendo", *(each + "e" for each in stems)}
    # Vos: "pedime", "transferime"; of a verb in -er it is the form of tú.
    hosts |= {f"{stem}i"} if theme == "i" else set()
    hosts |= {each + ending for each in subjunctive for ending in ("a", "an")}
    plain = {each + ending for each in stems for ending in ("es", "en")} | {f"{stem}{theme}mos", f"{stem}{theme}is"}
    plain |= {each + ending for each in subjunctive for ending in ("o", "as", "amos", "ais")}
    plain |= {infinitive + ending for ending in ("ia", "ias", "ian", "e", "emos")}
    return _with_clitics(hosts) | plain


def _all(*verbs: set[str], besides: str = "", without: str = "") -> Mapping[str, int]:
    return dict.fromkeys(sorted(set().union(*verbs, words(besides)) - set(words(without))), 0)


def _asking(*verbs: set[str]) -> Mapping[str, int]:
    """Keep the forms that say to whom: "pásame", "comuníquenos"."""
    return _all({form for form in _all(*verbs) if form.endswith(("me", "nos", "melo", "mela", "noslo", "nosla"))})


#: "De" and "di" are small words of the language first.
_GIVE = set(words("dar darme darnos da das dan dais dame danos deme denos denme dennos den daria darias darian"))

_HAND_OVER = (
    _first("pasar"),
    _first("comunicar"),
    _first("conectar"),
    _first("contactar"),
    _first("derivar"),
    _first("enlazar"),
    _second("transferir", "transfier"),
    _second("poner", "", "pong") | {"pon", "ponme", "ponnos"},
)
_CALL = (
    _first("llamar"),
    _first("marcar"),
    _first("contactar"),
    _first("telefonear"),
    _second("escribir"),
)
_TELL = (
    _GIVE,
    _first("pasar"),
    _first("mandar"),
    _first("enviar"),
    _second("compartir"),
    _first("mostrar", "muestr"),
    _first("ensenar"),
    _first("facilitar"),
    _first("indicar"),
    _first("brindar"),
    _first("recordar", "recuerd"),
    _second("decir", "dic", "dig") | {"dime", "dinos"},
)


_CATEGORIES: Mapping[str, Mapping[str, int]] = {
    "want": _all(
        besides="quiero quisiera queria querria quiere queremos quieren quisieramos queriamos querriamos deseo "
        "deseaba desearia deseamos necesito necesita necesitamos necesitan necesitaba necesitaria requiero "
        "requerimos requiere gustaria busco buscamos buscaba ando"
    ),
    #: What is asked of somebody else: "¿me puede...?".
    "could": _all(besides="puede puedes podes pueden podeis podria podrias podrian podriais pudiera pudieran"),
    "have": _all(
        besides="tienen tienes tenes tiene teneis tendra tendran tendras tendria tendrian tendrias tendriais hay "
        "habra habria queda quedan quedara quedaria manejan cuentan"
    ),
    "book": _all(
        _first("agendar"),
        _first("reservar"),
        _first("calendarizar"),
        _first("programar"),
        _first("concertar", "conciert"),
        without="programa programas reservas",
    ),
    #: What speaks for an appointment only beside the word for one: "me regala un turno".
    "take": _all(
        _first("sacar"),
        _second("pedir", "pid", "pid"),
        _first("tomar"),
        _first("agarrar"),
        _first("solicitar"),
        _first("gestionar"),
        _first("coordinar"),
        _first("apartar"),
        _first("separar"),
        _first("guardar"),
        _first("anotar"),
        _first("apuntar"),
        _first("regalar"),
        _first("colaborar"),
        _first("ayudar"),
        _second("obtener", "obtien", "obteng"),
        _second("conseguir", "consigu", "consig"),
        _second("coger", "", "coj"),
        _GIVE,
        # Not "hace": "hace una hora" is how long ago.
        besides="hacer hacerme hacerle hacernos haceme hazme hagame haganme tener",
        without="tomas",
    ),
    "postpone": _all(
        _first("reprogramar"),
        _first("reagendar"),
        _first("aplazar"),
        _first("postergar"),
        _first("atrasar"),
        _first("retrasar"),
        _first("adelantar"),
        _second("posponer", "", "pospong") | {"pospon", "posponla", "posponlo"},
        without="atraso retraso adelanto",
    ),
    "change": _all(
        _first("cambiar"),
        _first("modificar"),
        _first("trasladar"),
        _second("mover", "muev", "muev"),
        without="cambio",
    ),
    "call_off": _all(
        _first("cancelar"),
        _first("anular"),
        _first("desagendar"),
        besides="cancelacion anulacion desapuntame desapunteme desapuntarme",
    ),
    #: The time that becomes somebody else's: "libera mi turno".
    "give_up": _all(_first("liberar"), _second("ceder"), besides="dar darle darselo darsela dale dele denle den"),
    "strike": _all(
        _first("eliminar"),
        _first("borrar"),
        _first("quitar"),
        _first("retirar"),
        _first("tachar"),
        _second("suspender"),
    ),
    "confirm": _all(_first("confirmar"), _first("verificar"), _first("recordar", "recuerd")),
    "hand_over": _all(*_HAND_OVER),
    "hand_me_over": _asking(*_HAND_OVER),
    "tell": _all(*_TELL),
    "tell_me": _asking(*_TELL),
    #: What is rung or written back: "que me marquen".
    "call": _all(*_CALL, without="marco"),
    "call_me": _asking(*_CALL),
    #: What a person does for the customer: "que me atienda alguien".
    "attend": _all(
        _second("atender", "atiend", "atiend"),
        _first("contestar"),
        _first("explicar"),
        _first("llamar"),
        _first("hablar"),
        besides="responder responda respondan resuelva resolver",
    ),
    #: What is done for the customer by appointment: "para arreglarme", "que me lo revisen".
    "serve": _all(
        _first("arreglar"),
        _first("revisar"),
        _first("reparar"),
        _first("cortar"),
        _first("lavar"),
        _first("limpiar"),
        _first("pintar"),
        _first("peinar"),
        _first("vacunar"),
        _first("banar"),
        _first("depilar"),
        _first("instalar"),
        _first("rapar"),
        _first("afeitar"),
        _first("examinar"),
        _first("desparasitar"),
        _first("esterilizar"),
        besides="tenir tenirme tenirle tenirse operar operarme operarle",
        without="limpia corte cortes lava",
    ),
}


def categories() -> Mapping[str, Mapping[str, int]]:
    """Return the verbs by what is done with them."""
    return _CATEGORIES
