"""What Spanish speakers say when they want an appointment."""

from __future__ import annotations

from receptionist.domain.reading import Intent

S = Intent.SCHEDULE

#: What is done by appointment, and who does it.
_SERVICE = "(<service:>|<provider:>|cambio de)"
#: What stands between the verb and what it is done to: "te la podría llevar".
_IT = "(me|te|le|nos|les|se)? (lo|la|los|las)?"

ROWS: tuple[tuple[Intent, float, str], ...] = (
    (S, 3.0, "(anade|anada|reserva|reserve|haz|haga|apunta|apunte) (otra|otro|una mas|uno mas)"),
    (S, 3.0, "(pedir|pido|hacer|quiero|dame|deme|coger) (otra|otro|una nueva|uno nuevo) (cita|hora|turno|para|el|a)"),
    (S, 3.0, "<book:>|solicitar"),
    (S, 3.0, "(<want:>|<take:>) ... <booking:>"),
    (S, 3.0, "(<want:>|<take:>) (...)? (un|una|algun|el)? <gap:>"),
    (
        S,
        -6.0,
        "no|nunca (me|nos|te)? (la|lo|las|los)? (reserves|reserve|reserven|agendes|agende|agenden|apuntes|apunte)",
    ),
    (S, 2.0, "(cita|turno|reserva) (para|el|con|de|manana|hoy)"),
    (S, 1.0, "cita|turno"),
    (S, 2.0, "^ (hola|buenas|,|.)? (,)? (un|una)? (cita|turno|turnito|citita) (por)? (favor)? (.|!)? $"),
    (S, 2.5, "(<have:>|dan|das|dais) ... (<gap:>|<booking:>|algo)"),
    (S, 2.0, "^ (...)? <gap:>"),
    (S, 2.0, "(horario|horarios) (disponible|disponibles|libre|libres|para (el|hoy|manana|esta|<weekday:>))"),
    (S, 2.0, "<want:> algo"),
    (S, 2.5, "que tal (el|la|a las|para|manana|hoy|pasado|<weekday:>)"),
    (S, -4.0, "<confirm:> (mi|la|nuestra) <booking:>"),
    (S, 2.5, "<have:> (a las|para (el|la|las|hoy|manana|esta|este|pasado|<weekday:>)|(el)? <weekday:>|hoy|manana)"),
    (S, 2.0, f"(puedo|podria|puede|podemos) {_IT} (ir|venir|pasar|reservar|pedir|acudir|traer|llevar)"),
    (S, 3.0, "(te|se|les|le) (lo|la|los|las) (puedo|podria|podriamos|podemos)? (llevo|llevamos|traigo|llevar|traer)"),
    (S, 1.5, "(quiero|quisiera|necesito|me gustaria|querria|queria|deseo) (un|una|hacerme|cortarme|ir|venir|verme)"),
    (S, 3.0, "(apuntame|apunteme|anotame|anoteme|agendeme|reserveme|haganme un hueco|hazme un hueco)"),
    (S, 2.5, "(me|le|te) (duele|duelen)|(tengo ... (dolor|molestias))"),
    (S, 3.0, "(<want:>|tengo que|tendria que|habria que|hay que|toca|para|vengo a) (que)? (me|le|lo|la|nos)? <serve:>"),
    (S, 2.5, "<want:> (que)? ... (miren|vean|<serve:>)"),
    (S, 3.0, "(busco|buscame|busca|encuentrame|encuentra|encontrar|recomiendame) ... <provider:>"),
    (S, 2.0, "(puede|podria|puedo|podemos|podriamos) (ser|quedar|vernos)"),
    (S, 6.0, "que (dias|dia|horas|huecos|turnos) (tienen|tienes|tiene|teneis|hay|queda|quedan) (...)? (libre|libres)?"),
    (S, -4.0, "^ (hola|¿|,)? (¿)? tengo (una|alguna)? <booking:>"),
    # What needs doing
    (
        S,
        2.5,
        (
            "(<want:>|urge|urgen|hacerme|hacerse|toca|hace falta) "
            f"(un|una|unos|la|el|al|las|los|hacerme|ponerle|ponerme|hacerle)? (...)? {_SERVICE}"
        ),
    ),
    (S, 3.0, "(me|le|nos) toca (la|el|una|un|ir|hacer|pasar)"),
    (
        S,
        2.5,
        (
            "(que|para que) (me|le|nos|lo|la|les|los|las) (vean|vea|atiendan|atienda|miren|mire|corten|corte|hagan|"
            "haga|pongan|visite|<serve:>)"
        ),
    ),
    (S, 2.5, "(manden|mandenme|mandeme|mandame|envien|envienme|enviame|vengan|venga) (a|un|una|alguien)"),
    (S, 2.5, "<could:> (mandar|enviar|venir|pasarse|pasar) (a (un|una|alguien|ver|mirar|buscar|recoger|casa|mi))"),
    (S, 3.0, "(me|nos) (lo|la|los|las) (<could:>)? (apartar|guardar|separar|apartas|guardas|separas|apartan|guardan)"),
    (
        S,
        2.5,
        (
            "(quiero|quisiera|necesito|queria|puedo|podria|tengo que|hay que|como) (llevar|llevarla|llevarlo|traer|"
            "traerla|traerlo|ver (a|al)|ir (a|al)|pasar|hacerme|ponerme|tenirme|cortarme|reservar|pedir|venir)"
        ),
    ),
    (
        S,
        2.0,
        (
            "(se me|se nos|se) (ha|han) (roto|caido|estropeado|averiado|inundado|partido)|(se me inunda|no (funciona|"
            "arranca|enciende|enfria|calienta))"
        ),
    ),
    (S, 2.0, "(tiene|tengo) (fiebre|tos|fuga|caries|averia|alergia|gripe)"),
    # What is free
    (
        S,
        4.5,
        (
            "(primera|proxima|primer|proximo) (cita|hora|hueco|turno|fecha|momento)? (disponible|libre|que tengan|"
            "posible)"
        ),
    ),
    (
        S,
        4.0,
        (
            f"(cuando|para cuando|a que hora|que horas|que dia) {_IT} (puedo|podria|podriamos|podemos|<could:>|<have:>|"
            "dan) (llevar|ir|venir|pasar|atender|ver|recibir|dar|traer|<gap:>|<booking:>)"
        ),
    ),
    (S, 3.0, "(tendra|tendran|tendras|tendria|tendrian|tendrias|habra|habria|queda|quedan) ... (<gap:>|<booking:>)"),
    (S, 3.0, "(posible|posibilidad de) (que (me|nos|le) (atiendan|vean|den|<book:>)|ir|venir|reservar|cenar|comer)"),
    (S, 4.0, "(dia|hora|horario|fecha) (te|le|les|os) (funciona|viene|queda|va|acomoda|sirve|parece) (bien|mejor)?"),
    (S, 2.5, "(mi|nuestra|nuestro) ... (necesita|requiere) (...)? (<booking:>|<service:>|cambio|<serve:>|<provider:>)"),
    # What is asked for
    (
        S,
        3.5,
        (
            "(me|nos|le) (das|da|dan|dais|daria|darias|darian|pueden dar|puedes dar|puede dar|podrias dar|podria dar|"
            "podrian dar|consigue|consigues) (una|la)? (cita|hora|hueco|turno|mesa)"
        ),
    ),
    (
        S,
        3.5,
        (
            "(ponme|pongame|poneme|meteme|dame|deme|denme|hagame|hazme|apuntanos|apuntame|apunteme|anotame|anoteme|"
            "anotanos|guardame|guardeme|apartame|aparteme|separame|separeme|saqueme) (para|una|un|el|la|a|hueco|cita|"
            "hora|turno|mesa)"
        ),
    ),
    (S, 3.0, "(una)? (mesa|habitacion) (para|del|de|el|doble|individual) (<number:>|<ordinal:>|el|esta|hoy|manana)?"),
    (S, 2.5, "(somos|seremos|vamos a ser) <number:> (para|a) (cenar|comer|almorzar|desayunar|el|la|las)?"),
    (S, 2.0, "(para|a) (cenar|comer|almorzar|desayunar)"),
    (S, 2.0, "(me|nos) (va|viene|vendria|iria|queda) (bien|mejor|perfecto|genial)"),
    (S, 3.0, "(reservacion|reserva|cita|turno|visita|consulta) (para|con|el|al|del)"),
    (
        S,
        2.5,
        ("(sacar|tomar|agarrar|concertar|coger|agendar|hacer|pedir|gestionar|busco|buscando) (una|un|la)? <booking:>"),
    ),
    (S, 4.0, "(cuando|que dia|que horas) ... (atenderme|atendernos|verme|recibirme|recibirnos|venir|atenderle)"),
    (
        S,
        3.0,
        (
            "(tengo que|tiene que|necesito|hay que|quiero|quisiera|toca) (sacarme|hacerme|ponerme|quitarme|arreglarme|"
            "revisarme|operarme|depilarme|tatuarme|graduarme|empastarme|vacunar|vacunarme|revisar|arreglar|sacar)"
        ),
    ),
    (
        S,
        2.5,
        (
            "(me|nos|le) (haces|hace|haceis|hacen|hagan|guardas|guardan|guarda|reservas|reservan|reserva) (un|una) "
            "(hueco|huequito|sitio|mesa|rato|cita|hora)"
        ),
    ),
)
