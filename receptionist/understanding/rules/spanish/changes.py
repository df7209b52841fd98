"""What Spanish speakers say when an appointment is to be moved or called off."""

from __future__ import annotations

from receptionist.domain.reading import Intent

X, R = Intent.CANCEL, Intent.RESCHEDULE

ROWS: tuple[tuple[Intent, float, str], ...] = (
    # Move
    (R, 5.0, "reprogramar|reagendar|aplazar|posponer|reprogramo"),
    (
        R,
        4.5,
        (
            "(cambiar|mover|modificar|pasar|adelantar|retrasar|cambiarla|moverla|cambiarme|cambiame|muevan|atrasar) "
            "... (<booking:>|dia|hora|fecha|para|al)"
        ),
    ),
    (R, 4.0, "cambiarla|moverla|cambiarlo|moverlo"),
    (R, 4.0, "(dejarlo|dejarla|pasarlo|pasarla|ponerlo|ponerla|aplazarla|posponerla|adelantarla|retrasarla|atrasarla)"),
    (R, 4.5, "(cambieme|cambiamos|mueveme|muevame|correr|pasame|paseme|retrasame|adelantame) ... <booking:>"),
    (R, 3.0, "(llegar|ir|venir|pasar) (<count:> <unit:>)? (mas (tarde|temprano)|antes|despues)"),
    (R, 3.0, "cambio de (fecha|hora|dia|cita)"),
    (
        R,
        4.5,
        (
            "(cambiar|mover|modificar|pasar|adelantar|retrasar|atrasar|correr|aplazar|posponer|cambio|cambia|cambian|"
            "mueven|pasan|pasas) (me|nos)? (la|lo|mi|nuestra|nuestro|el|de)? ... (<booking:>|dia|hora|fecha|para|al|a)"
        ),
    ),
    (
        R,
        5.0,
        (
            "(me|nos|se) (la|lo) (cambian|cambia|cambias|mueven|mueve|pasan|pasa|pasas|adelantan|retrasan|ponen|"
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
    (R, 3.5, "(en (vez|lugar) de|en vez) (a|las|la|el|los)? (las|la)? (<number:>|<weekday:>|<relative_day:>)"),
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
            "... (podria|podriamos|puede|podemos|mejor|que tal|otro|seria|y si)"
        ),
    ),
    (R, 4.0, "(para|a|hasta) (otro|otra) (dia|hora|momento|fecha|semana)"),
    (R, 4.0, "(equivoque|equivocado|error|mal) (de|con|en)? (el|la)? (dia|hora|fecha)"),
    (R, 4.0, "mas (tarde|temprano|pronto) de lo (que)? (...)? (habiamos|habia|quedado|previsto|acordado|reservado)"),
    (
        R,
        5.0,
        (
            "(reprogramar|reagendar|aplazar|posponer|postergar|adelantar|retrasar|atrasar|reprogramen|reagenden|"
            "pospongan)"
        ),
    ),
    # Cancel
    (X, 5.0, "cancelar|cancelen|cancela|cancelo|cancelarla|anular|anula|anularla|cancelacion|cancele|anulen|cancelame"),
    (
        X,
        3.5,
        "no (puedo|podre|podremos|podemos|voy|vamos) (a)? (poder)? (ir|asistir|acudir|llegar|venir|presentarme)",
    ),
    (X, 3.5, "no (ire|iremos|asistire|acudire|vendre|vendremos)"),
    (X, 4.0, "ya no (la|lo|me|nos)? (necesito|necesitamos|quiero|queremos|hace falta|interesa)"),
    (
        X,
        4.0,
        (
            "(eliminar|elimina|eliminen|borrar|borra|borrame|borren|quitar|quita|quitame|quiten|olvida|olvidate de|"
            "dar de baja) ... <booking:>"
        ),
    ),
    (
        X,
        5.0,
        (
            "(cancelarte|cancelarle|cancelenla|cancelela|cancelala|cancelamos|cancelarlo|canceles|canceleme|"
            "cancelemos|anule|anules|anulo|anulamos|anulenla|anulela|anulame|anuleme|desapuntame|desapunteme|"
            "suspender|suspendan)"
        ),
    ),
    (X, 4.0, "(dejar|deja|dejen|deje) sin efecto"),
    (X, 4.0, "dar de baja"),
    (X, 4.0, "(borrame|quitame|saqueme|sacame|tachame|eliminame) de"),
    (
        X,
        4.5,
        (
            "(dar|darle|darselo|darsela|dale|denle|ceder|dele|den|liberar|libere|liberen) (...)? (mi|nuestra|nuestro|"
            "la|el) (hora|cita|turno|mesa|hueco|sitio|plaza|reserva)"
        ),
    ),
    (
        X,
        4.0,
        (
            "(al final|finalmente|ya) no (vamos|voy|iremos|ire|vendremos|puedo|podemos|podre|podremos|va|puede|quiero|"
            "queremos|cenamos|necesito)"
        ),
    ),
    (X, 3.5, "no (puede|podra|pueden|va a poder|van a poder) (ir|asistir|acudir|llegar|venir)"),
    (X, 2.0, "(me|nos) (ha surgido|surgio|ha salido|salio)"),
    (
        X,
        -5.0,
        (
            "((politica|condiciones|gastos|plazo|coste|cargo|penalizacion) (de|por) (cancelacion|cancelar|anulacion|"
            "anular))"
        ),
    ),
    (
        X,
        -4.5,
        (
            "((cuanta|cuanto|como|con que|cuantos|que pasa si|hay que|cobran|me cobran|puedo) ... (cancelar|anular|"
            "cancelo|anulo|cancelacion))"
        ),
    ),
    (X, 2.5, "(puedo|podria|quiero|necesito|queria) (cancelar|anular) (mi|la|el|lo)"),
    # What only somebody says who has an appointment
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
        X,
        4.5,
        (
            "(suspende|suspenda|suspender|suspendan|deshaz|deshacer|retira|retirar|elimina|anulame) (mi|la|el|lo|"
            "nuestra|nuestro)"
        ),
    ),
    (X, 4.5, "no (cuenten|cuentes|cuente|conteis) conmigo"),
    (X, 4.5, "no (nos|me) (esperen|esperes|espere|espereis)"),
    (
        X,
        4.0,
        (
            "(no hace falta|no es necesario|ya no es necesario|no hara falta) que (venga|vengan|vengas|vengais|me|nos|"
            "lo|la)"
        ),
    ),
    (X, 3.5, "(encontre|encontramos|he encontrado|contrate|hemos encontrado) (a)? (otro|otra|alguien)"),
    (X, 3.5, "no (llego|llegamos|alcanzo|llegare) (hoy|a (la|mi)|a tiempo|$)"),
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
    (R, 4.0, "(y si) (lo|la|nos)? (hacemos|dejamos|vemos|vengo|voy|ponemos|pasamos)"),
    (X, 4.0, "no (va|vamos|voy|podra|podria) (a poder)? ser"),
    (
        X,
        4.5,
        (
            "(borrenme|borreme|borrame|quitenme|quiteme|quitame|saquenme|saqueme|sacame|tachenme|tacheme|eliminenme|"
            "eliminame) (de|del)"
        ),
    ),
    (X, 4.0, "no (hace|hara|me hace|nos hace) falta (la|el|mi|nuestra|esa|ese|que)"),
    (X, 4.0, "ya no me (interesa|hace falta|conviene|viene bien)"),
    (R, 4.0, "(necesito|quiero|quisiera|prefiero|busco) (otra|otro) (hora|dia|fecha|momento|horario)"),
)
