"""What Spanish speakers say when they want an appointment."""

from __future__ import annotations

from receptionist.domain.reading import Intent

S = Intent.SCHEDULE

ROWS: tuple[tuple[Intent, float, str], ...] = (
    (S, 3.0, "reservar|agendar|reservo|agendo|reserva|agendame|reservame|programar|concertar|solicitar"),
    (
        S,
        3.0,
        "(pedir|hacer|sacar|tener|quiero|quisiera|necesito|querria|queria|deseo|coger|dame|darme|busco) ... <booking:>",
    ),
    (S, 2.0, "(cita|turno|reserva) (para|el|con|de|manana|hoy)"),
    (S, 1.0, "cita|turno"),
    (
        S,
        2.5,
        (
            "(tienen|tienes|tiene|hay|queda|teneis) ... (hueco|huecos|libre|disponible|disponibilidad|sitio|espacio|"
            "turno|turnos|cita|citas|algo)"
        ),
    ),
    (S, 2.0, "(puedo|podria|puede|podemos) (ir|venir|pasar|reservar|pedir|acudir)"),
    (S, 1.5, "(quiero|quisiera|necesito|me gustaria|querria|queria|deseo) (un|una|hacerme|cortarme|ir|venir|verme)"),
    (S, 3.0, "(apuntame|apunteme|anotame|anoteme|agendeme|reserveme|haganme un hueco|hazme un hueco)"),
    (S, 2.5, "(me|le|te) (duele|duelen)|(tengo ... (dolor|molestias))"),
    (S, 2.5, "necesito (que)? ... (arreglen|revisen|miren|vean|corten|limpien|arreglar|revisar|reparar|cortarme)"),
    (S, 3.0, "(busco|buscame|busca|encuentrame|encuentra|encontrar|recomiendame) ... <provider:>"),
    (S, 2.0, "(puede|podria|puedo|podemos|podriamos) (ser|quedar|vernos)"),
    (S, 6.0, "que (dias|dia|horas|huecos|turnos) (tienen|tienes|tiene|teneis|hay|queda|quedan) (...)? (libre|libres)?"),
    (S, -4.0, "^ (hola|¿|,)? (¿)? tengo (una|alguna)? <booking:>"),
)
