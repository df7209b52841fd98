"""What Spanish speakers say when they want a person, a call back, or to leave their details."""

from __future__ import annotations

from receptionist.domain.reading import Intent

C = Intent.CONTACT

ROWS: tuple[tuple[Intent, float, str], ...] = (
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
)
