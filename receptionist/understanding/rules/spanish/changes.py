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
)
