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
    (
        C,
        4.0,
        (
            "^ (hola|por favor|,)? (operador|operadora|agente|recepcion|recepcionista|encargado|encargada|persona|"
            "humano|humana|atencion al cliente|un humano|una persona|representante) (por favor|.|!)? $"
        ),
    ),
    (C, 4.0, "(hablar|comunicarme|hable|hablo) (con|a) (la|el|un|una|alguien|quien|algun|alguna|don|dona)?"),
    (
        C,
        4.5,
        (
            "(paseme|pasame|ponme|pongame|comuniqueme|comunicame|pasenme|transfierame|conecteme) (con|a) (la|el|un|"
            "una|alguien|recepcion|<provider:>)?"
        ),
    ),
    (C, 4.0, "(me|nos) (puede|pueden|puedes|podria|podrian|podeis) (llamar|devolver|telefonear|contactar|escribir)"),
    (C, 4.0, "(que)? (me|nos) (llame|llamen|llames|devuelvan|contacten) (alguien|el|la|por favor|luego|cuando)?"),
    (C, 4.0, "(hay alguien|alguien) (ahi|con quien|que me|disponible)"),
    (C, 4.0, "(dejar|dejarle|dejo) (un|el)? (mensaje|recado|aviso)"),
    (C, 3.5, "(maquina|contestador|robot)"),
    (C, 4.0, "(devolver|devolverme|devuelva|devuelvan) (me)? (la)? llamada"),
    (
        C,
        3.5,
        (
            "(prefiero|preferiria|quiero|quisiera|necesito) (que)? (...)? (una|un|otra) (persona|humano|humana|"
            "companero|companera)"
        ),
    ),
)
