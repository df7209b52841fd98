"""What Spanish speakers say when they want an appointment."""

from __future__ import annotations

from receptionist.domain.reading import Intent

S = Intent.SCHEDULE

#: What is done for people, pets, homes and cars by appointment.
_SERVICE = (
    "(cita|corte|mechas|tinte|color|manicura|pedicura|unas|depilacion|masaje|revision|chequeo|limpieza|empaste|"
    "extraccion|endodoncia|blanqueamiento|brackets|vacuna|vacunas|analisis|analitica|radiografia|ecografia|consulta|"
    "terapia|bano|cambio de aceite|itv|frenos|reparacion|presupuesto|prueba|clase|visita|taxi|medico|doctor|doctora|"
    "dentista|pediatra|veterinario|fontanero|plomero|electricista|mecanico|peluquero|barbero|ginecologo)"
)

ROWS: tuple[tuple[Intent, float, str], ...] = (
    (S, 3.0, "(anade|anada|reserva|reserve|haz|haga|apunta|apunte) (otra|otro|una mas|uno mas)"),
    (S, 3.0, "(pedir|pido|hacer|quiero|dame|deme|coger) (otra|otro|una nueva|uno nuevo) (cita|hora|turno|para|el|a)"),
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
    # What needs doing
    (
        S,
        2.5,
        (
            "(necesita|necesito|necesitamos|necesitan|quiero|quiere|queremos|quisiera|urge|urgen|hacerme|hacerse|"
            f"toca|hace falta) (un|una|unos|la|el|las|los|hacerme|ponerle|ponerme|hacerle)? (...)? {_SERVICE}"
        ),
    ),
    (S, 3.0, "(me|le|nos) toca (la|el|una|un|ir|hacer|pasar)"),
    (
        S,
        2.5,
        (
            "(que|para que) (me|le|nos|lo|la) (vean|vea|atiendan|atienda|arreglen|arregle|revisen|revise|miren|mire|"
            "corten|corte|hagan|haga|pongan|visite)"
        ),
    ),
    (S, 2.5, "(manden|mandenme|mandeme|mandame|envien|envienme|enviame|vengan|venga) (a|un|una|alguien)"),
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
            "(cuando|para cuando|a que hora|que horas|que dia) (lo|la|me|nos|le|se)? (puedo|podria|puede|pueden|"
            "podrian|podriamos|tendrian|tendria|tienen|tienes|tendrias|podemos|hay|dan) (llevar|ir|venir|pasar|"
            "atender|ver|recibir|dar|traer|cita|hora|hueco|libres|libre|sitio|disponible)"
        ),
    ),
    (
        S,
        3.0,
        (
            "(tendra|tendran|tendria|tendrian|habra|habria|queda|quedan) (un|una|algun|alguna|algo)? (hueco|sitio|"
            "cita|hora|turno|mesa|disponibilidad|espacio|libre)"
        ),
    ),
    (S, 3.0, "(posible|posibilidad de) (que (me|nos|le) (atiendan|vean|den)|ir|venir|reservar|cenar|comer)"),
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
            "(apuntanos|ponme|pongame|poneme|meteme|dame|deme|denme|agendanos|reservanos|anotanos|hagame|hazme|"
            "reservame|saqueme) (para|una|un|el|la|a|hueco|cita|hora|turno|mesa)"
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
