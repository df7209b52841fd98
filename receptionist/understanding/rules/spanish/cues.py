"""Small signs in Spanish: greeting, thanks, yes and no, which of the offers, and how urgent it is."""

from __future__ import annotations

from receptionist.domain.reading import Cue
from receptionist.understanding.rules.spanish.cancellations import NOT_TO_BE
from receptionist.understanding.rules.spanish.objections import COMPLAINTS, OBJECTIONS

_START = "^ (ah|oh|ok|,|.|¡|!)?"

_RELATION = (
    "(hija|hijo|mujer|esposa|marido|esposo|madre|mama|padre|papa|pareja|novia|novio|amiga|amigo|hermana|hermano|abuela|"
    "abuelo|nieta|nieto|sobrina|sobrino|tia|tio|prima|primo|nina|nino|companera|companero)"
)

#: What leads up to the name of whom an appointment is for.
GUESTS: tuple[str, ...] = (f"para (mi|nuestra|nuestro) {_RELATION} (,|que se llama)?",)

CUES: tuple[tuple[Cue, str], ...] = (
    *((Cue.NOT_ANSWERED, source) for source in OBJECTIONS),
    *((Cue.FRUSTRATED, source) for source in COMPLAINTS),
    (Cue.GREETING, f"{_START} (hola|holi|buenas|saludos)"),
    (Cue.GREETING, "(buenos dias|buen dia|buenas (tardes|noches))"),
    (Cue.LATER, "mas tarde"),
    (Cue.EARLIER, "(mas (temprano|pronto)|antes (.|!|$))"),
    (
        Cue.ANY,
        (
            "(cualquiera|la que (sea|quieras|quiera)|el que sea|cuando sea|como (quieras|quiera)|(me)? (da|es) (lo "
            "mismo|igual)|da igual|(tu|usted)? (elige|escoge|elija|escoja|decide|decida)|no importa|la que prefieras)"
        ),
    ),
    (Cue.SKIP, "sin (esa|ese|eso|esas|esos)|(salta|salte|quita|quite) (esa|ese|eso)|solo las (otras|demas)|menos esa"),
    (
        Cue.ANYBODY,
        (
            "con (cualquiera|quien sea|quien este libre|el que sea|la que sea)|me da igual (con quien|quien)|"
            "no importa (con)? quien"
        ),
    ),
    (
        Cue.OTHER_LOCATION,
        "(la|el) (otra|otro) (sede|local|sucursal|salon|clinica|oficina|tienda|sitio|centro|direccion)",
    ),
    (
        Cue.ANY_LOCATION,
        "cualquier (sede|local|sucursal|salon|clinica|oficina|tienda|sitio|centro)|me da igual (donde|el sitio)",
    ),
    (Cue.ALL, "(las dos|los dos|ambas|ambos|todas|todo)"),
    (
        Cue.FOLLOWS_UP,
        "^ (vale|ok|bien|genial|gracias|perfecto|ya|ah)? (,|.|!)? (¿)? (y|e|tambien|pero|que (hay de|pasa con|tal))",
    ),
    (Cue.OTHER_ONE, "(la|el) (otra|otro)"),
    (Cue.SEVERAL, f"(mi|yo|para mi) y (para)? (mi|un|una) {_RELATION}"),
    (Cue.SEVERAL, f"{_RELATION} y (yo|para mi)"),
    (Cue.SEVERAL, "(para|somos) (<number:>|dos|tres|cuatro|cinco) (personas|adultos|ninos|de nosotros)|para nosotros"),
    (Cue.ASKS_WHY, "(por que|para que) (me|lo|la|necesita|necesitas|quiere|quieres|mi|hace|$)"),
    (Cue.FOR_OTHER, f"la de (mi|nuestra|nuestro) {_RELATION}"),
    (Cue.WANTS_PERSON, "(quejarme|(poner|presentar|hacer|tengo) una (queja|reclamacion))"),
    (Cue.THANKS, "(gracias|agradezco|agradecido|agradecida)"),
    (Cue.GOODBYE, "(adios|chao|chau|hasta (luego|pronto|manana|otra)|nos vemos|eso es todo|nada mas)"),
    (Cue.YES, f"{_START} (si|sip|claro|vale|correcto|exacto|dale|perfecto|afirmativo|ok|okay)"),
    (Cue.YES, "(de acuerdo|por supuesto|esta bien|me parece bien|me va bien|me viene bien|eso es|confirmo|adelante)"),
    (Cue.YES, "👍|👌|✅"),
    (Cue.YES, f"{_START} (si)? ,? (alli|ahi|alla) (estare|estaremos)"),
    (Cue.YES, "^ (si)? ,? (ire|iremos|voy|vamos|cuenten conmigo|cuente conmigo) (.|!)? $"),
    (Cue.YES, "^ (confirmar|confirmado|confirmada) (.|!|gracias|,)? (gracias)? $"),
    (
        Cue.CANNOT_COME,
        (
            "no (puedo|podre|podemos|podremos|voy a poder|vamos a poder|me es posible) (ir|asistir|acudir|llegar|"
            "venir|presentarme|.|,|!|$)"
        ),
    ),
    (Cue.MEANS_IT, "^ (cambiar|mover|cambio|reprogramar) (por favor)? (.|!)? $"),
    (Cue.NO, "👎|❌"),
    (Cue.THANKS, "🙏"),
    (Cue.NO, f"{_START} (no|nop|nunca|tampoco)"),
    (
        Cue.WANTS_PERSON,
        (
            "(hablar|comunicarme|comuniqueme|paseme|pasame) (con)? (una|un|el|la)? (persona|humano|alguien|agente|"
            "encargado|encargada|recepcionista|responsable|operador)"
        ),
    ),
    (Cue.WANTS_PERSON, "(persona|humano) real"),
    (
        Cue.WANTS_PERSON,
        (
            "(llamame|llamenme|llameme|me llamen|me llaman|me pueden llamar|devuelvan la llamada|dejar (un)? "
            "(mensaje|recado))"
        ),
    ),
    (
        Cue.EARLIEST,
        (
            "(lo antes posible|cuanto antes|lo mas pronto|la primera (hora|cita|que)|el primer hueco|primera hora|lo "
            "mas temprano)"
        ),
    ),
    (
        Cue.OTHER_TIMES,
        (
            "(ninguna|ninguno|otra (hora|opcion|fecha)|otro (dia|momento|hueco|horario)|otras (horas|opciones)|no me "
            "(va|viene|sirve)|mas (tarde|temprano))"
        ),
    ),
    (Cue.OWN_APPOINTMENTS, "(cuando|a que hora|que dia) (es|son|tengo) (mi|mis|la|nuestra)? <booking:>"),
    *(
        (cue, "(esta|estan|quedo|queda|quedaron) (ya)? (reservada|reservadas|reservado|confirmada|confirmado)")
        for cue in (Cue.OWN_APPOINTMENTS, Cue.ASKS_IF_BOOKED)
    ),
    (
        Cue.OWN_APPOINTMENTS,
        (
            "(que|cuantas) <booking:> (tengo|tenemos)|(confirmar|confirmarme|confirma) (mi|nuestra|la) <booking:>|"
            "(recibieron|recibiste|llego) mi <booking:>|(estoy|sigo|estamos) (apuntado|apuntada|anotado|anotada|citado|"
            "citada)"
        ),
    ),
    (Cue.CORRECTS, "(mejor|mas bien|prefiero|preferiria|en (vez|lugar) de|quise decir|digo|perdon|perdona|perdone)"),
    (Cue.MEANS_IT, "(cambiarla|moverla|cambiala|cambiela|muevela|muevala|pasala|pasela|pasarla|ponla|pongala|ponerla)"),
    (Cue.MEANS_IT, "(la|lo) (puede|puedes|podemos|podria|podrias|pueden) (cambiar|mover|pasar|poner)"),
    (
        Cue.MEANS_IT,
        f"{_START} (mejor|y|o)? (un poco|una hora|media hora|<number:> <unit:>) (mas)? (tarde|temprano|antes|despues)",
    ),
    (Cue.MEANS_IT, "(la podemos|podemos|puede|que) (ser|sea|hacerla|dejarla)"),
    (Cue.ANOTHER, "(anade|anada|reserva|reserve|haz|haga|apunta|apunte) (otra|otro)"),
    (Cue.ANOTHER, "(otra|una segunda|una) (<booking:>)? mas"),
    (Cue.ANOTHER, "(otra <booking:>|tambien|ademas)"),
    *((Cue.FOR_OTHER, source) for source in GUESTS),
    (Cue.FOR_OTHER, f"<booking:> de (mi|nuestra|nuestro) {_RELATION}"),
    (Cue.FOR_OTHER, "para otra persona"),
    (
        Cue.LATE,
        (
            "(llego|llegare|llegaremos|llegamos|llegar|ando|voy|vamos|venir) (un poco|unos minutos|<number:> <unit:>)? "
            "(tarde|con retraso)"
        ),
    ),
    (Cue.LATE, "(me|nos) (retraso|retrasare|retrasamos|demoro|demorare|atraso)"),
    (
        Cue.NO,
        "((mejor|prefiero|preferiria) no|sin nombre|anonimo|no (quiero|voy a|pienso) (decir|decirlo|dar|darlo))",
    ),
    (Cue.NO, "((dejala|dejela|dejalo|dejelo) (asi|como esta)|mantenla|mantengala|conservala|la (dejo|mantengo))"),
    (Cue.WAITLIST, "lista de espera"),
    (
        Cue.WAITLIST,
        (
            "(avisame|aviseme|avisenme|avisarme|dime|digame|escribeme|escribame) (por favor)? (si|cuando|en cuanto) "
            "... (libera|libere|libra|libre|queda|quede|hueco|cancela|cancele|cancelan|abre|antes|sitio)"
        ),
    ),
    (
        Cue.OFF_WAITLIST,
        "(quitame|quiteme|sacame|saqueme|borrame|borreme|salir|baja|fuera|eliminame|elimineme) ... lista de espera",
    ),
    (Cue.OTHER_TIMES, "(demasiado|es muy) (tarde|temprano|pronto)"),
    (Cue.NEVER_MIND, NOT_TO_BE),
    (Cue.NEVER_MIND, "(olvidalo|olvidelo|dejalo|dejelo|ya no (quiero|hace falta))"),
    (
        Cue.REVOKES_CONSENT,
        (
            "((dejen|deja|deje|dejad|parar|pare|paren) de (escribirme|escribir|enviarme|mandarme|molestar)|"
            "no (me)? (escriban|escribas|envien|manden|molesten|contacten) mas|darme de baja|borrenme|eliminenme)"
        ),
    ),
)

#: What only looks like one of these signs.
ONLY_SEEMING: tuple[tuple[Cue, str], ...] = (
    (Cue.REVOKES_CONSENT, "lista de espera"),
    (Cue.NO, "^ no (hay|tengo|corre|es) (prisa|problema|pasa nada|urgente)"),
    (
        Cue.YES,
        "(esta|estaria|va|me parece) bien si (llego|llegamos|voy|vamos|vengo|llevo|puedo|la|lo|me|nos|no|traigo|mi)",
    ),
    (Cue.CORRECTS, "(mejor|prefiero|preferiria) no (decir|decirlo|darlo|.|$)"),
    (Cue.WANTS_PERSON, "(no|dejen de|deja de|deje de) (me)? (llamen|llames|llame|llamarme|llamar)"),
)

URGENCY: tuple[tuple[str, str], ...] = (
    ("emergency", "(emergencia|sangrando|(huele|olor|fuga|escape) (mucho)? (a|de) gas|monoxido|incendio)"),
    (
        "high",
        (
            "(urgente|urgencia|cuanto antes|lo antes posible|mucho dolor|ahora mismo|(dolor|dolores) (horrible|"
            "terrible|muy fuerte|insoportable)|(dolor|duele) ... (muela|muelas)|(tuberia|caneria) (rota|reventada)|"
            "(se|esta) (inunda|inundo|inundado|inundando)|agua por todas partes)"
        ),
    ),
    ("low", "(sin prisa|no (hay|tengo) prisa|cuando sea)"),
)

#: Which of the offers: 1 is the first, -1 the last, None the number that ``<pick>`` caught.
CHOICES: tuple[tuple[int | None, str], ...] = (
    (-1, "(la|el)? (ultima|ultimo) (opcion|hora|hueco)?"),
    (None, "(la|el)? <ordinal:pick> (opcion|hora|hueco|cita)?"),
    (None, "(la|el)? (opcion|numero) <digit:pick>"),
    (None, "^ (si|vale|la|el|,)? <digit:pick> (por favor|.|!)? $"),
)
