"""How Spanish speakers name a day. One row a way of saying it; of two that match the longer wins, then the higher."""

from __future__ import annotations

from collections.abc import Mapping

from receptionist.domain.diary import PartOfDay
from receptionist.understanding.rules.spanish.holidays import HOLIDAYS
from receptionist.understanding.rules.temporal import days, distances
from receptionist.understanding.rules.temporal.values import Row, nothing

_YEAR = "((de|del|,)? <year>)?"

ROWS: tuple[Row, ...] = (
    # Near
    ("pasado|pasao|pasada manana", days.days_from_today(2)),
    ("antes de ayer", days.days_from_today(-2)),
    ("anteayer", days.days_from_today(-2)),
    ("<relative_day>", days.relative_day),
    ("esta manana", days.part_today(PartOfDay.MORNING)),
    ("esta tarde", days.part_today(PartOfDay.AFTERNOON)),
    ("esta noche", days.part_today(PartOfDay.EVENING)),
    ("ahora mismo", days.days_from_today(0)),
    ("ahorita|ahoritita|ahoritica", days.days_from_today(0)),
    ("(al|dentro de un|en un) rato|ratito", days.days_from_today(0)),
    # Weekdays
    ("(el|este|los)? (este)? <weekday> (que viene)?", days.weekday),
    ("el? <next> <weekday>", days.next_week_weekday),
    ("el? <weekday> de? la? (semana que viene)", days.next_week_weekday),
    ("el? <weekday> de? la? (<next> semana)", days.next_week_weekday),
    ("el? <weekday> (de)? (la)? semana <next>", days.next_week_weekday),
    ("el? <weekday> de esta semana", days.weekday),
    ("(la)? semana (que viene|<next>) ,? (el)? <weekday>", days.next_week_weekday),
    ("(la)? <next> semana ,? (el)? <weekday>", days.next_week_weekday),
    ("el? <weekday> <next>", days.next_week_weekday),
    ("(de|del)? (el)? <relative_day> en <weeks_in_days> (dias)?", distances.weeks_on),
    ("(de|del)? (el)? <weekday> en <weeks_in_days> (dias)?", distances.weeks_on),
    ("el? <weekday> pasado", days.last_weekday),
    ("el? <weekday> ,? (dia)? <day>", days.weekday_and_day),
    ("el? <weekday> ,? (dia)? <day_spelled:day>", days.weekday_and_day),
    # Day and month
    (f"((el)? <weekday:> ,?)? el? (dia)? <day> (de)? <month> {_YEAR}", days.month_and_day),
    (f"((el)? <weekday:> ,?)? el? (dia)? <day_spelled:day> de <month> {_YEAR}", days.month_and_day),
    (f"((el)? <weekday:> ,?)? el? <ordinal:day> de <month> {_YEAR}", days.month_and_day),
    (f"<month> (el)? <day> {_YEAR}", days.month_and_day),
    (f"(del|desde el|entre el) <day> (al|hasta el|y el|a) <day:until> de <month> {_YEAR}", days.month_and_day),
    (f"el? <day> (o|y|-) (el)? <day:until> de <month> {_YEAR}", days.month_and_day),
    ("<day> -|‐|/ <month> (-|‐|/ <year>)?", days.month_and_day),
    (f"(el)? (ultimo dia|fin|final|finales) de <month> {_YEAR}", days.last_of_month),
    ("(el)? ultimo dia (del|de este) mes", days.last_of_month),
    ("(a)? (fin|final|finales) (de|del) mes", days.last_of_month),
    ("el (dia)? <day>", days.day_of_month),
    ("el dia <day_spelled:day>", days.day_of_month),
    ("el? dia? <day> del <next:> mes", days.day_of_next_month),
    ("el? dia? <day> del mes (que viene|<next:>)", days.day_of_next_month),
    ("(el)? mes (que viene|<next:>) ,? el (dia)? <day>", days.day_of_next_month),
    ("el? dia? <day> (de este mes|del mes)", days.day_of_this_month),
    # In figures
    ("<year> -|‐|/ <month_number:month> -|‐|/ <day>", days.month_and_day),
    ("<day:one> / <month_number:two> (/ <year>)?", days.two_numbers),
    ("<month_number:one> / <day:two> (/ <year>)?", days.two_numbers),
    ("<day:one> /|-|‐|· <day:two> /|-|‐|· <year>", days.two_numbers),
    ("<day:one> /|-|‐|· <day:two> /|-|‐|· <short_year>", days.two_numbers),
    ("<weekday> ,? <day:one> / <day:two> (/ <year>)?", days.two_numbers),
    ("<day:one> -|‐ <day:two>", days.two_numbers),
    # From here
    ("(en|dentro de|de aqui a) <count> (de)? <unit>", distances.shifted),
    ("(en|dentro de) (un)? <count> de <unit>", distances.shifted),
    ("hace <count> <unit:>", nothing),
    ("(en|dentro de) media hora", distances.half_an_hour),
    ("(en|dentro de) <count> hora|horas y media", distances.half_an_hour),
    ("(en|dentro de) hora y media", distances.half_an_hour),
    ("(en|dentro de) <count> hora|horas y <number:minutes> (minutos)?", distances.hours_and_minutes),
    ("(en|dentro de) un cuarto de hora", distances.hours_and_minutes),
    ("(en|dentro de) <number:quarters> cuartos de hora", distances.hours_and_minutes),
    # From another day, or from what was said
    ("<count> (de)? <unit> (despues|mas tarde) (de|del)?", distances.after),
    ("<count> (de)? <unit> antes (de|del)?", distances.before),
    ("<half_hour> hora (despues|mas tarde) (de)?", distances.after),
    ("<half_hour> hora antes (de)?", distances.before),
    ("el? dia (despues|siguiente) (de|del)?", distances.after),
    ("al dia siguiente (de|del)?", distances.after),
    ("el? dia (antes|anterior) (de|del|a)", distances.before),
    ("el? <weekday> despues (de|del)?", distances.after),
    ("el? <weekday> antes (de|del)", distances.before),
    # The nth weekday
    (f"el? <nth> <weekday> de <month> {_YEAR}", days.nth_weekday_of_month),
    ("el? <nth> <weekday> (del|de este) mes", days.nth_weekday_of_month),
    ("el? <nth> <weekday> (del) <next> mes", days.nth_weekday_of_month),
    ("el? <nth> <weekday> (del) mes (que)? <next>", days.nth_weekday_of_month),
    *HOLIDAYS,
    # Vague
    ("(la)? semana (que viene)", days.next_week),
    ("(la)? <next:> semana", days.next_week),
    ("(el)? mes (que viene)", days.next_month),
    ("(el)? <next:> mes", days.next_month),
    ("(el|este)? (fin de semana|finde) (que viene)?", days.weekend),
    ("(en|dentro de)? los proximos <count> <unit:>", days.from_today),
    ("(en|dentro de)? los proximos dias", days.from_today),
    ("(en|durante) <month>", days.part_of_month),
    ("(a|para)? <third> de <month>", days.part_of_month),
    ("(despues|pasadas) (de)? (las)? (fiestas|navidades|vacaciones de navidad)", days.from_fixed_day(1, 7)),
    ("(un|algun)? <weekday> (de|en) <month>", days.weekday_of_month),
    # Not days
    ("buenos dias", nothing),
    ("(el|un|del)? <number:> %|‰", nothing),
)

#: A bare number answers "¿qué día?".
ANSWERS: tuple[Row, ...] = (("^ (el|si|vale)? <day> (por favor)? $", days.day_of_month),)

ROLES: Mapping[str, str] = {
    "ruled_out": (
        "(no|menos|excepto|salvo|en vez de|en vez del|en lugar de|en lugar del|no puedo|ya no) "
        "(el|la|las|a las|para|de)? (el|la)?"
    ),
    "declined": "(,)? (ya)? no (puedo|podemos|me|nos|es|va|puede)",
    "old": "(de|del|desde|mi|la|el) (<booking:>)? (de|del|el)?",
    "new": "(a|al|para|hasta|por)",
    "correction": "(no ,|perdon|mejor|quiero decir|digo|mas bien|perdona) ,?",
    "retraction": "no",
    "after": "(despues|a partir) (de|del) (el)?",
    "told": (
        "desde|hace|fue|era|estuve|estaba|fui|tuve|tenia|vine|llame|reserve|dije|hable|perdi|hice|escribi|paso|empezo|"
        "rompio|intente|pague|compre|he|ha|han|hemos"
    ),
}
