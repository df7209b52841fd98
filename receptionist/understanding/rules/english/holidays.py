"""Days that English speakers name, other than by date."""

from __future__ import annotations

from receptionist.understanding.rules.temporal.days import fixed_day
from receptionist.understanding.rules.temporal.holidays import easter_day, holiday, nth
from receptionist.understanding.rules.temporal.values import Row

_MON, _THU, _SUN = 0, 3, 6
_YEAR = "((,|of|in)? <year>)?"
_NEXT = "<next:>?"

_FIXED: tuple[tuple[str, int, int], ...] = (
    ("new year|years '? (day)?", 1, 1),
    ("burns night", 1, 25),
    ("groundhog day", 2, 2),
    ("valentine|valentines (day)?", 2, 14),
    ("saint|st .? patrick|patricks|paddy|paddys|patty|pattys (day)?", 3, 17),
    ("april fool|fools (day)?", 4, 1),
    ("earth day", 4, 22),
    ("saint|st .? george|georges day", 4, 23),
    ("star wars day", 5, 4),
    ("juneteenth", 6, 19),
    ("canada day", 7, 1),
    ("independence day", 7, 4),
    ("halloween", 10, 31),
    ("all saint|saints day", 11, 1),
    ("bonfire night", 11, 5),
    ("guy fawkes (day|night)?", 11, 5),
    ("armistice|veteran|veterans day", 11, 11),
    ("christmas|xmas eve", 12, 24),
    ("christmas|xmas (day)?", 12, 25),
    ("boxing day", 12, 26),
    ("new year|years '? eve", 12, 31),
)
_MOVING = (
    ("shrove tuesday", holiday(easter_day(-47))),
    ("pancake day", holiday(easter_day(-47))),
    ("mardi gras", holiday(easter_day(-47))),
    ("ash wednesday", holiday(easter_day(-46))),
    ("palm sunday", holiday(easter_day(-7))),
    ("maundy thursday", holiday(easter_day(-3))),
    ("good friday", holiday(easter_day(-2))),
    ("easter saturday", holiday(easter_day(-1))),
    ("easter (sunday)?", holiday(easter_day(0))),
    ("easter monday", holiday(easter_day(1))),
    ("ascension (day)?", holiday(easter_day(39))),
    ("pentecost|whitsun", holiday(easter_day(49))),
    ("whit sunday", holiday(easter_day(49))),
    ("whit monday", holiday(easter_day(50))),
    ("mothering sunday", holiday(easter_day(-21))),
    ("mother|mothers|mum|mums|mom|moms day", holiday(easter_day(-21), month_first=nth(5, _SUN, 2))),
    ("father|fathers|dad|dads day", holiday(nth(6, _SUN, 3))),
    ("martin luther king|kings (jr .?)? (day)?", holiday(nth(1, _MON, 3))),
    ("mlk (day)?", holiday(nth(1, _MON, 3))),
    ("president|presidents day", holiday(nth(2, _MON, 3))),
    ("early may bank holiday", holiday(nth(5, _MON, 1))),
    ("spring bank holiday", holiday(nth(5, _MON, -1))),
    ("(late)? may bank holiday", holiday(nth(5, _MON, -1))),
    ("august bank holiday", holiday(nth(8, _MON, -1))),
    ("memorial day", holiday(nth(5, _MON, -1))),
    ("labor|labour day", holiday(nth(9, _MON, 1))),
    ("columbus day", holiday(nth(10, _MON, 2))),
    ("indigenous people|peoples (day)?", holiday(nth(10, _MON, 2))),
    ("election day", holiday(nth(11, _MON, 1, plus=1))),
    ("thanksgiving (day)?", holiday(nth(11, _THU, 4))),
    ("black friday", holiday(nth(11, _THU, 4, plus=1))),
    ("cyber monday", holiday(nth(11, _THU, 4, plus=4))),
)

HOLIDAYS: tuple[Row, ...] = (
    *((f"{_NEXT} {words} {_YEAR}", fixed_day(month, day)) for words, month, day in _FIXED),
    *((f"{_NEXT} {words} {_YEAR}", builder) for words, builder in _MOVING),
)
