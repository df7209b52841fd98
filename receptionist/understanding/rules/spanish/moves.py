"""What Spanish speakers say when an appointment is to be moved."""

from __future__ import annotations

from receptionist.domain.reading import Intent

R = Intent.RESCHEDULE

ROWS: tuple[tuple[Intent, float, str], ...] = (
    (R, 5.0, "<postpone:>"),
    (
        R,
        4.5,
        (
            "(<change:>|pasar|pasarla|pasarlo|pasala|pasamela|correr|correrla|correrlo) ... (<booking:>|dia|hora|"
            "horario|fecha|para|al)"
        ),
    ),
    (R, 4.0, "cambiarla|moverla|cambiarlo|moverlo|cambiala|muevela|cambiela|muevala"),
    (R, 4.5, "cambio (mi|la|el|nuestra|nuestro) (<booking:>|dia|fecha|horario)"),
    (R, 4.5, "(mueve|mueva|mueveme|muevame|cambia|cambie|pasa|pase|aplaza|adelanta) (la|lo|el|mi) ... (al|a|para)"),
    (R, 4.0, "(dejarlo|dejarla|pasarlo|pasarla|ponerlo|ponerla|aplazarla|posponerla|adelantarla|retrasarla|atrasarla)"),
    (R, 4.5, "(cambieme|cambiamos|mueveme|muevame|correr|pasame|paseme|retrasame|adelantame) ... <booking:>"),
    (R, 3.0, "(llegar|ir|venir|pasar) (<count:> <unit:>)? (mas (tarde|temprano)|antes|despues)"),
    (R, 3.0, "cambio de (fecha|hora|dia|cita)"),
    (
        R,
        4.5,
        (
            "(<change:>|pasar|correr|pasan|pasas) (me|nos)? (la|lo|mi|nuestra|nuestro|el|de)? ... (<booking:>|dia|hora|"
            "fecha|para|al|a)"
        ),
    ),
    (
        R,
        5.0,
        (
            "(me|nos|se) (la|lo) (<change:>|<postpone:>|corres|corren|corre|pasan|pasa|pasas|pasen|pase|ponen|"
            "podrian (cambiar|mover|pasar)|pueden (cambiar|mover|pasar)|puede (cambiar|mover|pasar)|puedes (cambiar|"
            "mover|pasar))"
        ),
    ),
    (
        R,
        4.5,
        (
            "(pasame|paseme|pasenme|mueveme|muevame|cambiame|cambieme|cambienme|correme|ponme|pongame) (al|para el|"
            "para la|a las|a la|la|el|mi) (<weekday:>|<number:>|<relative_day:>|hora|<booking:>|dia|proxima|semana|"
            "tarde)"
        ),
    ),
    (R, -2.5, "^ (...)? (ponme|pongame) (para|a) (la|las)? <number:>"),
    (R, 3.5, "(en (vez|lugar) (de|del)|en vez) (a|las|la|el|los)? (las|la)? (<number:>|<weekday:>|<relative_day:>)"),
    (
        R,
        5.0,
        (
            "(tengo|tenia|teniamos|tenemos|he reservado|reserve|mi) (una|la)? (<booking:>) ... (pero|y) ... (otro|"
            "otra|cambiar|mover|cambian|imposible|no puedo|no podre|preferiria|prefiero|podria|mas (tarde|temprano))"
        ),
    ),
    (
        R,
        4.5,
        (
            "no (puedo|podre|podemos|podremos|me va|me viene) (...)? (<weekday:>|<relative_day:>|ir|venir|bien|hoy) "
            "... (podria|podriamos|puede|podemos|mejor|que tal|otro|seria|y si|tienes|tienen|teneis|hay)"
        ),
    ),
    (R, 4.0, "(para|a|hasta) (otro|otra) (dia|hora|momento|fecha|semana)"),
    (R, 4.0, "(equivoque|equivocado|error|mal) (de|con|en)? (el|la)? (dia|hora|fecha)"),
    (R, 4.0, "mas (tarde|temprano|pronto) de lo (que)? (...)? (habiamos|habia|quedado|previsto|acordado|reservado)"),
    (R, 4.5, "(mover|cambiar|pasar|retrasar|adelantar|aplazar|correr) lo (de|del|que)"),
    (R, 4.5, "(lo|la) (dejamos|pasamos|movemos|cambiamos|ponemos|aplazamos) (para|al|a|en|hasta)"),
    (
        R,
        4.0,
        (
            "(otra|otro|nueva|nuevo|distinta|distinto|diferente) (fecha|hora|dia|momento|horario) (para|de|a) (mi|la|"
            "nuestra)? <booking:>"
        ),
    ),
    (R, 4.0, "(ponme|pongame|poner|pon|dame|deme) (mi|la) <booking:> ... (mas|otro|otra|antes|despues|luego)"),
    (
        R,
        4.0,
        (
            "(un poco|una hora|media hora|un rato|<number:> <unit:>) (mas)? (tarde|temprano|antes|despues) (de lo|que|"
            "por favor|$)"
        ),
    ),
    (
        R,
        4.0,
        (
            "(se puede|podemos|puedo|pueden|puede|podria|podrian|podriamos|se podria) (cambiar|mover|aplazar|retrasar|"
            "adelantar)"
        ),
    ),
    (
        R,
        4.5,
        (
            "(cambienme|cambiame|cambieme|muevanme|muevame|pasenme|pasame) (a|al|para|de) (la|el|los|las)? (tarde|"
            "manana|noche|<weekday:>|otro|otra)"
        ),
    ),
    (
        R,
        4.5,
        "(puede|podria|puedo|podemos) (ser|ir|venir|pasar) (mas (tarde|temprano)|(en)? (otro|otra) (dia|hora|momento))",
    ),
    (R, 5.0, "(surgio|surgido|surge|salio|salido) ... (otro|otra|podria|podemos|puedo|tienen|tienes|hay)"),
    (R, 4.5, "(mas (temprano|tarde)|antes|despues) que (lo mio|el mio|la que tengo|mi)"),
    (R, 4.5, "no (llego|llegamos|puedo|podemos) ... mejor (a|el|la|para)"),
    (R, 4.5, "(moverme|cambiarme|pasarme) (a|al|para|de)"),
    (R, 4.5, "mas (tarde|temprano) (<question_mark:>|,|.)? ... no (llego|puedo|alcanzo|llegamos|podemos)"),
    (R, 4.5, "(otro|otra) (dia|hora|fecha|horario) (<question_mark:>|,|.)? ... no (puedo|podemos|podre|llego)"),
    (R, 4.5, "(la|lo) (cambiamos|movemos|pasamos|aplazamos) <question_mark:>"),
    (R, -4.0, "(llego|llegare|llegaremos|llegamos|llegar) (un poco|unos minutos|<number:> <unit:>)? tarde"),
    (R, 4.0, "(y si) (lo|la|nos)? (hacemos|dejamos|vemos|vengo|voy|ponemos|pasamos)"),
    (R, 4.0, "(necesito|quiero|quisiera|prefiero|busco) (otra|otro) (hora|dia|fecha|momento|horario)"),
)
