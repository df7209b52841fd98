"""Days that Spanish speakers name, other than by date."""

from __future__ import annotations

from receptionist.understanding.rules.temporal.days import fixed_day
from receptionist.understanding.rules.temporal.holidays import easter_day, holiday
from receptionist.understanding.rules.temporal.values import Row

_DAY = "((el|la)? (dia|fiesta) (de|del|de la|de los)?)?"
_YEAR = "((de|del) <year>)?"

_FIXED: tuple[tuple[str, int, int], ...] = (
    ("ano nuevo", 1, 1),
    ("(los)? reyes (magos)?", 1, 6),
    ("san valentin", 2, 14),
    ("(los)? enamorados", 2, 14),
    ("san jose", 3, 19),
    ("san juan", 6, 24),
    ("santiago apostol", 7, 25),
    ("la hispanidad", 10, 12),
    ("todos (los)? santos", 11, 1),
    ("(los)? muertos", 11, 2),
    ("la constitucion", 12, 6),
    ("la inmaculada", 12, 8),
    ("nochebuena", 12, 24),
    ("navidad", 12, 25),
    ("nochevieja", 12, 31),
)
_MOVING = (
    ("martes de carnaval", holiday(easter_day(-47))),
    ("miercoles de ceniza", holiday(easter_day(-46))),
    ("domingo de ramos", holiday(easter_day(-7))),
    ("jueves santo", holiday(easter_day(-3))),
    ("viernes santo", holiday(easter_day(-2))),
    ("sabado santo", holiday(easter_day(-1))),
    ("domingo de (pascua|resurreccion)", holiday(easter_day(0))),
    ("lunes de pascua", holiday(easter_day(1))),
    ("corpus christi", holiday(easter_day(60))),
)

HOLIDAYS: tuple[Row, ...] = (
    *((f"{_DAY} {words} {_YEAR}", fixed_day(month, day)) for words, month, day in _FIXED),
    *((f"(el)? {words} {_YEAR}", builder) for words, builder in _MOVING),
)
