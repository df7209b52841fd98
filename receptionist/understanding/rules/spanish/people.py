"""What Spanish speakers say when they want a person, a call back, or to leave their details."""

from __future__ import annotations

from receptionist.domain.reading import Intent

C = Intent.CONTACT

#: What a machine is not.
_SOMEBODY = "(el|la|los|las|un|una|otro|otra|algun|alguna|su|sus|tu)? (<person:>|<provider:>)"

ROWS: tuple[tuple[Intent, float, str], ...] = (
    # To be put through
    (C, 4.5, "(<hand_me_over:>|(me|nos) (<could:>)? (<hand_over:>|<hand_me_over:>)) (directamente)? con"),
    (C, 4.5, f"(<hand_me_over:>|(me|nos) (<could:>)? (<hand_over:>|<hand_me_over:>)) (a|al) {_SOMEBODY}"),
    (C, 4.5, f"(contactar|contacto|comunicarme|comunicarnos) (con)? {_SOMEBODY}"),
    (C, 4.5, "(hablar|platicar|conversar|charlar|hable|hablo|comunicarme|comunicarnos) (directamente)? (con|a)"),
    # That somebody takes over
    (
        C,
        4.5,
        f"(<attend:>|ponga|pongan|pongais|tratar|tratarlo) (me|nos)? (esto|eso|mejor)? (por|con)? {_SOMEBODY}",
    ),
    (C, 4.5, "(<person:>) (que)? (me|nos) (<could:>)? <attend:>"),
    (C, 4.5, "(prefiero|quiero|quisiera|necesito) no ... (bot|robot|maquina|contestador|grabacion)"),
    (C, 4.0, "no (quiero|quisiera|deseo|me gusta) (hablar|tratar|platicar) ... (bot|robot|maquina|grabacion)"),
    (
        C,
        4.5,
        (
            "(persona|humano|humana|agente|asesor|operador|alguien|atencion|trato|contacto) (real|humana|humano|de "
            "verdad|de carne|personalizada|personal|fisica)"
        ),
    ),
    (
        C,
        4.0,
        (
            "^ (hola|por favor|,|un|una|el|la|con|quiero|necesito)? (<person:>|atencion al (cliente|publico)|"
            "representante) (humano|humana|por favor|favor|.|!)? (favor)? $"
        ),
    ),
    (C, 3.5, "(prefiero|preferiria|quiero|quisiera|necesito) (que)? (...)? (una|un|otra|otro|el|la|al) <person:>"),
    (C, 4.0, "(hay alguien|alguien) (ahi|con quien|que me|disponible|de verdad)"),
    (C, 3.5, "(maquina|contestador|robot)"),
    # To be called
    (C, 4.0, "(<call_me:>|(me|nos) <could:> (<call:>|devolver)|(que|si) (me|nos) <call:>)"),
    (C, 4.0, "(me|nos) (llamen|llame|llamas|llaman|marcas|marcan|marque|marquen|contactan|contacten|contacte)"),
    (
        C,
        4.0,
        "(devolver|devolverme|devuelva|devuelvan|devuelvame|devuelveme|regresar|regresen) (me)? (la)? llamada",
    ),
    (C, -2.5, "(me|nos) llaman <question_mark:>"),
    (C, 4.0, "(dejar|dejarle|dejo|deje|dejele|dejale|darle|dele|dale|pasele) (un|el)? (mensaje|recado|aviso)"),
    # Details that are left
    (C, 2.5, "(me llamo|mi nombre es|mi telefono|mi numero|mi correo|mi email|mi movil|mi celular)"),
)
