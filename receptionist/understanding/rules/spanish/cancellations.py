"""What Spanish speakers say when an appointment is to be called off."""

from __future__ import annotations

from receptionist.domain.reading import Intent

X = Intent.CANCEL

#: "No la canceles": all is to stay as it is.
NOT_TO_BE = (
    "no|nunca (me|nos|te|se)? (la|lo|las|los)? (canceles|cancele|cancelen|canceleis|anules|anule|anulen|anuleis|"
    "suspendas|suspenda|suspendan|((quiero|queremos|quisiera|queria|voy a|vamos a|deseo|hay que|he|hemos) <call_off:>))"
)

ROWS: tuple[tuple[Intent, float, str], ...] = (
    (X, -12.0, NOT_TO_BE),
    # "Al viernes, y si no, cancela"
    (X, 12.0, "(si|por que) no (,)? (me)? (la|lo)? <call_off:>"),
    (X, 5.0, "<call_off:>"),
    (
        X,
        3.5,
        (
            "no (puedo|podre|podremos|podemos|voy|vamos|alcanzo|alcanzamos|logro|me da tiempo) (a|de)? (poder)? (ir|"
            "asistir|acudir|llegar|venir|presentarme)"
        ),
    ),
    (X, 4.0, "^ no (la|lo) (quiero|queremos|necesito)"),
    (X, 3.5, "no (ire|iremos|asistire|acudire|vendre|vendremos)"),
    (X, 4.0, "ya no (la|lo|me|nos)? (necesito|necesitamos|quiero|queremos|hace falta|interesa)"),
    (
        X,
        4.0,
        ("(<strike:>|olvida|olvidate de|dar de baja) ... <booking:>"),
    ),
    (X, 5.0, "(suspender|suspendan)"),
    (X, 4.0, "^ (eliminar|eliminarla|borrar|borrarla|anularla) (por favor|.|!)? $"),
    (X, 4.0, "(me|nos) (arrepenti|arrepentimos) (de|del)"),
    (X, 4.0, "(dejar|deja|dejen|deje) sin efecto"),
    (X, 4.0, "dar de baja"),
    (X, 4.0, "(borrame|quitame|saqueme|sacame|tachame|eliminame) de"),
    (
        X,
        4.5,
        ("<give_up:> (...)? (mi|nuestra|nuestro|la|el) (hora|cita|turno|mesa|hueco|sitio|plaza|reserva|lugar|cupo)"),
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
    (X, -2.0, "(me|nos) (ha salido|salio) (muy|re|super)? (mal|bien|fatal|horrible|caro|cara|barato|perfecto|en)"),
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
    (
        X,
        4.5,
        (
            "(suspende|suspenda|suspender|suspendan|deshaz|deshacer|retira|retirar|elimina|anulame) (mi|la|el|lo|"
            "nuestra|nuestro)"
        ),
    ),
    (X, 4.5, "no (cuenten|cuentes|cuente|conteis) (conmigo|con (nosotros|nosotras|mi))"),
    (X, 4.5, "no (nos|me) (esperen|esperes|espere|espereis)"),
    (
        X,
        4.0,
        (
            "(no hace falta|no es necesario|ya no es necesario|no hara falta) que (venga|vengan|vengas|vengais|me|nos|"
            "lo|la)"
        ),
    ),
    (
        X,
        4.5,
        (
            "(encontre|encontramos|encontrado|consegui|conseguimos|conseguido|contrate|contratamos) (a|cita|turno|hora|"
            "mesa)? (en|con)? (otro|otra|alguien)"
        ),
    ),
    (X, 3.5, "no (voy|vamos) (hoy|manana|el|este|al final|ya|mas|.|,|!|$)"),
    (X, 4.0, "(me|nos) (bajo|bajamos|salgo|salimos|borro|borramos|doy de baja) (de|del)"),
    (X, 4.0, "no (quiero|queremos|deseo) (ya)? (ir|venir|asistir|(la|el|mi|esa|ese) <booking:>)"),
    (X, 3.5, "no (llego|llegamos|alcanzo|llegare) (hoy|a (la|mi)|a tiempo|$)"),
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
)
