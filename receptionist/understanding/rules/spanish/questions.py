"""What Spanish speakers say when they want to know something of the business."""

from __future__ import annotations

from receptionist.domain.reading import Intent

F = Intent.FAQ

ROWS: tuple[tuple[Intent, float, str], ...] = (
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
)
