"""What Spanish speakers say when they want something: each row speaks for (or against) an intent by its weight."""

from __future__ import annotations

from receptionist.domain.reading import Intent

S, F, C, X, R = Intent.SCHEDULE, Intent.FAQ, Intent.CONTACT, Intent.CANCEL, Intent.RESCHEDULE

#: Where one wish ends and another may begin.
JOINS = "(.|!|<question_mark:>|;|,)? (y|ademas|tambien|pero|por cierto|.|!|<question_mark:>|;|,) (tambien)?"

ROWS: tuple[tuple[Intent, float, str], ...] = (
    # Schedule
    (S, 3.0, "reservar|agendar|reservo|agendo|reserva|agendame|reservame|programar|concertar|solicitar"),
    (
        S,
        3.0,
        "(pedir|hacer|sacar|tener|quiero|quisiera|necesito|querria|coger|dame|darme|busco|pedirte) ... <booking:>",
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
    (S, 1.5, "(quiero|quisiera|necesito|me gustaria|querria) (un|una|hacerme|cortarme|ir|venir|verme)"),
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
    (R, 3.0, "cambio de (fecha|hora|dia|cita)"),
    # Cancel
    (X, 5.0, "cancelar|cancelen|cancela|cancelo|cancelarla|anular|anula|anularla|cancelacion|cancele|anulen|cancelame"),
    (X, 3.5, "(no (puedo|podre|voy a poder|podemos)) (ir|asistir|acudir|llegar|venir)"),
    (X, 3.0, "(eliminar|borrar|quitar) ... <booking:>"),
    # Questions
    (F, 3.0, "(cuanto|cuantos|cuantas) (cuesta|cuestan|vale|valen|es|cobran|tarda|dura|tiempo|sale)"),
    (
        F,
        3.0,
        (
            "(que precio|precio|precios|tarifa|tarifas|horario|horarios|direccion|ubicacion|aparcamiento|"
            "estacionamiento|parking|seguro|tarjeta)"
        ),
    ),
    (F, 2.0, "^ (hola|buenas|¿|,|.|!|y)? (¿)? (que|como|donde|cual|cuales|por que|quien|cuanto|a que|cuando)"),
    (
        F,
        2.5,
        (
            "(abren|abris|abre|cierran|cierra|cerrais|aceptan|atienden|hacen|ofrecen|trabajan|estan|teneis|haceis|"
            "aceptais)"
        ),
    ),
    (F, 1.0, "<question_mark:>"),
    (F, 2.5, "(pregunta|duda|informacion|saber si|quiero saber|me gustaria saber)"),
    (
        F,
        -3.0,
        (
            "(tienen|tienes|tiene|hay|teneis) ... (hueco|huecos|libre|disponible|disponibilidad|turno|turnos|cita|"
            "citas|algo)"
        ),
    ),
    # A person
    (
        C,
        4.0,
        (
            "(hablar|comunicarme|comuniqueme|paseme|pasame|contactar|contacto) (con)? (una|un|alguien|el|la)? "
            "(persona|humano|alguien|agente|encargado|encargada|recepcionista|responsable|operador)"
        ),
    ),
    (C, 4.0, "(llamame|llamenme|llameme|me llamen|me llame alguien|devuelvan|devuelvame|me llaman) (la llamada)?"),
    (C, 3.0, "dejar (un)? (mensaje|recado)"),
    (C, 2.5, "(me llamo|mi nombre es|mi telefono|mi numero|mi correo|mi email)"),
)
