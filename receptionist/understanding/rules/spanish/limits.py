"""What Spanish speakers say to rule days out, and to name the edge of a time rather than the time."""

from __future__ import annotations

_OR = "(,? (o|u|y|ni) (los|el|en)? <weekday:other>)?"

#: Weekdays that will not do: "menos los lunes", "los martes no puedo".
EXCLUDES: tuple[str, ...] = (
    f"(menos|excepto|salvo|que no sea|que no sean|no puedo|no me (va|viene) bien) (los|el|un|en)? <weekday> {_OR}",
    f"(no) (los|en|un) <weekday> {_OR}",
    f"(trabajo|trabajamos|estoy (ocupado|ocupada|fuera)) (todos)? (los|el) <weekday> {_OR}",
    f"<weekday> {_OR} (no) (puedo|podria|me (va|viene|sirve|funciona))",
)

#: Right before a time: it is the earliest that will do.
FROM = "((despues|a partir) de|desde|no antes de|pasadas) (las|la)?"
#: Right before a time: it is the latest.
UNTIL = "(antes de|hasta|no despues de|como muy tarde a|no mas tarde de) (las|la)?"
