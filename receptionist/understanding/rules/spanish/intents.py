"""What Spanish speakers say when they want something: each row speaks for (or against) an intent by its weight."""

from __future__ import annotations

from receptionist.domain.reading import Intent
from receptionist.understanding.rules.spanish import smalltalk

S, F, C, X, R = Intent.SCHEDULE, Intent.FAQ, Intent.CONTACT, Intent.CANCEL, Intent.RESCHEDULE

#: Where one wish ends and another may begin.
JOINS = "(.|!|<question_mark:>|;|,)? (y|ademas|tambien|pero|por cierto|.|!|<question_mark:>|;|,) (tambien)?"

ROWS: tuple[tuple[Intent, float, str], ...] = (
    # Schedule
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
    (F, 3.0, "(puedo|podemos|puede|pueden) (llevar|traer|pagar|aparcar|estacionar|usar|entrar|fumar)"),
    (
        F,
        3.0,
        "(hay que|se puede|se permite|se permiten|es posible|esta permitido) (llevar|traer|pagar|aparcar|usar|ir)?",
    ),
    (F, 4.0, "^ (hola|¿|,)? (¿)? tengo (una|alguna)? <booking:>"),
    (F, 3.0, "(esta|sigue) (confirmada|confirmado|reservada|en pie)|(que (hora|dia) (es|era) mi)"),
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
    (C, 4.0, "(pasame|paseme|ponme|pongame|comuniqueme|comunicame|hablar|hable) (directamente)? con"),
    (C, 4.0, "(persona|humano|agente|operador|operadora) (real|humana|de verdad|por favor)"),
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
    (C, 2.5, "(me llamo|mi nombre es|mi telefono|mi numero|mi correo|mi email|mi movil|mi celular)"),
    *smalltalk.ROWS,
)
