"""How Spanish speakers say that something repeats."""

from __future__ import annotations

from receptionist.domain.repeats import Unit
from receptionist.understanding.rules.temporal import repeats
from receptionist.understanding.rules.temporal.repeats import Row

RHYTHMS: tuple[Row, ...] = (
    ("un <weekday> si (y)? otro no", repeats.every(2)),
    ("cada <number:n> semanas (los|el|en)? <weekday>", repeats.every_so_many_weeks),
    ("cada <number:n> <weekday>", repeats.every_so_many_weeks),
    ("cada semana (los|el|en)? <weekday>", repeats.every(1)),
    ("(cada|todos los) <weekday>", repeats.every(1)),
    ("cada (quince|15) dias", repeats.every(2)),
    ("cada <number:n>? <unit>", repeats.every_unit),
    ("todas las semanas", repeats.every(1)),
    ("todos los meses", repeats.every(1, Unit.MONTH)),
    ("una vez (a|por) (la)? semana", repeats.every(1)),
    ("una vez (al|por) mes", repeats.every(1, Unit.MONTH)),
    ("(quincenalmente|quincenal|cada quincena)", repeats.every(2)),
    ("(semanalmente|semanal)", repeats.every(1)),
    ("(mensualmente|mensual)", repeats.every(1, Unit.MONTH)),
)

ENDS: tuple[Row, ...] = (
    ("hasta el? (dia)? <day> de <month>", repeats.until_day),
    ("hasta (el)? (finales|final|fin) de <month>", repeats.through_month),
    ("hasta (el)? (finales|final|fin) (de|del) ano", repeats.until_end_of_year),
    ("hasta (principios de|comienzos de)? <month>", repeats.until_month),
    ("<number:n> (veces|citas|sesiones|visitas)", repeats.times),
    ("(durante|por) (las|los)? (proximas|proximos)? <number:n>? <unit>", repeats.long),
    ("(durante|por) (un|una) <unit>", repeats.long),
)

#: Where it was asked how often, or until when.
ANSWERS: tuple[Row, ...] = (
    ("^ (solo|unas|,)? <number:n> (por favor|en total|.|!)? $", repeats.times),
    ("<number:n> <unit>", repeats.long),
    ("(finales|final|fin) de <month>", repeats.through_month),
    ("<day> de <month>", repeats.until_day),
)
