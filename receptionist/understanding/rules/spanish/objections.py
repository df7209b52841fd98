"""How customers say in Spanish that an answer was none, and that they have had enough."""

from __future__ import annotations

OBJECTIONS: tuple[str, ...] = (
    (
        "no (es|era|fue) (eso)? (lo que|la pregunta que) (te|le|os|les)? (he)? (pregunte|preguntaba|preguntado|"
        "preguntamos|queria saber|pedi|decia)"
    ),
    (
        "no (me|nos) (has|ha|habeis|han|estas|esta)? (contestado|respondido|contestas|contesta|respondes|responde|"
        "contestaste|respondiste|contestando|respondiendo) (a|la|mi|lo|eso|que|.|,|!|$)"
    ),
    "no , ((yo)? me (refiero|referia) a|(yo)? (quiero|queria) decir|(yo)? (preguntaba|pregunto))",
    "(yo (preguntaba|pregunte)|mi pregunta (era|es otra)|esa no (es|era) mi pregunta)",
    "(respuesta equivocada|eso no (es una respuesta|responde|contesta))",
)

COMPLAINTS: tuple[str, ...] = (
    "(queja|quejarme|reclamacion|reclamar|que mal servicio)",
    (
        "(ridiculo|inutil|que desastre|que verguenza|harto|harta|perdida de tiempo|estupido|estupida|"
        "inaceptable|no sirves para nada|no sirve para nada)"
    ),
    "((una|menuda) verguenza|no (sirves|sirve)|nadie (me)? (contesta|responde|coge|atiende))",
    "(<ordinal:>|<number:>) (vez|veces) que (les|os|lo)? (escribo|llamo|pregunto|pido|digo)",
    "(no me (entiendes|entiende|escuchas|escucha)|no entiendes nada|no entiende nada)",
    "ya (te|se|le)? (lo)? (he dicho|dije)",
)
