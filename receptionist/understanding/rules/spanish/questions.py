"""What Spanish speakers say when they want to know something of the business."""

from __future__ import annotations

from receptionist.domain.reading import Intent

F, S = Intent.FAQ, Intent.SCHEDULE

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
            "(abren|abris|abre|cierran|cierra|cerrais|aceptan|aceptas|acepta|atienden|atiendes|hacen|haces|ofrecen|"
            "trabajan|trabajas|estan|haceis|aceptais|lavan|cortan|pintan|instalan|realizan|toman|reciben|manejan)"
        ),
    ),
    (F, 1.0, "<question_mark:>"),
    (F, 5.0, "sin (cita|reserva|turno|<booking:>)"),
    (F, 4.5, "(esta bien|estaria bien|pasa algo|importa|hay problema|hay algun problema) (si|que)"),
    (F, 3.5, "(habla|hablan|hablas|hablais) (espanol|ingles|castellano|frances|catalan|portugues|aleman|otro)"),
    (F, 4.5, "(que <booking:> (tengo|tenemos)|<confirm:> (mi|nuestra|la) <booking:>)"),
    # What is one's own
    (
        F,
        4.5,
        "^ (...)? (<tell:>|<tell_me:>|ver|consultar|revisar|saber|cuales son) mis (proximas|proximos)? <bookings:>",
    ),
    (F, 4.0, "^ (hola|buenas|,)? mis (proximas|proximos)? <bookings:>"),
    (F, 4.0, "(tengo|tenemos|tenia) (algo)? (agendado|agendada|programado|programada|reservado|reservada|apartado)"),
    (F, 6.0, "<have:> ... <booking:> ... a (mi|nuestro)? nombre"),
    # What a business has, and what is known of it
    (F, 2.5, "^ (hola|buenas|oye|che|disculpe|disculpa|perdon|una consulta|y|,|.|¿)? (,)? (¿)? <have:>"),
    (F, 3.0, "(se|como) (paga|pagan|abona|abonan|hace el pago)"),
    (F, 3.5, "(por orden de llegada|con (turno|cita) (previo|previa))"),
    (F, 4.5, "a nombre de quien"),
    (F, 3.5, "(les|te|le|ya) (llego|entro|cayo) (mi|el|la) (pago|transferencia|deposito|comprobante|correo|mensaje)"),
    (F, 4.5, "<call_off:> (...)? sin (costo|coste|cargo|cobro|penalizacion|gastos|pagar)"),
    (F, 6.0, "que (pasa|pasaria|sucede|ocurre) si"),
    (F, 2.5, "(<have:>|dan|ofrecen) ... <amenity:>"),
    (F, 5.5, "(<tell_me:>|(me|nos|te) (<could:>)? <tell:>|conocer|cual es) ... <info:>"),
    (
        F,
        3.0,
        "^ (...)? (el|la|los|las)? <info:> (de|del|para) (la|el|los|las|contacto|ustedes|vosotros|atencion|<info:>)",
    ),
    (F, 3.0, "^ (el|la|los|las)? <info:> del"),
    (F, 2.5, "(estais|estan|esta|siguen) (abierto|abiertos|cerrado|cerrados|atendiendo|trabajando)"),
    (F, 3.0, "como (los|las|les|te|me) (contacto|encuentro|ubico|comunico)"),
    (F, 3.0, "a como (esta|estan|sale|salen|queda|es|tienen|tenes|tienes)"),
    (F, -4.5, "que tal (el|la|a las|para|si|manana|hoy|pasado|<weekday:>)"),
    (F, 3.0, "(info|informacion|informes|detalles) (sobre|de|del|para|acerca|respecto)"),
    (F, 3.0, "(valor|costo|precio) (tiene|tienen|es|seria|sale|del|de)"),
    (F, 3.0, "<tell_me:> (la|el|los|las) (carta|menu|ubicacion|direccion|opciones|fotos|trabajos)"),
    (F, 3.5, "(que|cual|cuales) (me|nos) (recomiendas|recomienda|recomiendan|recomendais|aconsejas|sugieres|conviene)"),
    (F, -3.0, "(horario|horarios) (disponible|disponibles|libre|libres|para (el|hoy|manana|esta|<weekday:>))"),
    (F, -4.5, "(dia|hora|horario|fecha) (te|le|les|os) (funciona|viene|queda|va|acomoda|sirve|parece) (bien|mejor)?"),
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
            "(<have:>|dan|das|dais) (a las|para (el|la|las|hoy|manana|esta|este|pasado|<weekday:>)|(el)? <weekday:>|"
            "hoy|manana | ... (<gap:>|<booking:>|algo))"
        ),
    ),
    (
        F,
        2.5,
        (
            "^ (hola|buenas|perdon|disculpe|y|¿|,)? (¿)? (hasta|desde|a|de|en|con|para|por)? (que|cual|cuales|cuanto|"
            "cuanta|cuantos|cuantas|como|donde|quien|cuando)"
        ),
    ),
    (
        F,
        5.0,
        (
            "(politica|condiciones|gastos|plazo|coste|cargo|penalizacion) (de|por) (cancelacion|cancelar|anulacion|"
            "anular)"
        ),
    ),
    (
        F,
        4.5,
        (
            "(cuanta|cuanto|como|con que|cuantos|que pasa si|hay que|cobran|me cobran) ... (cancelar|anular|cancelo|"
            "anulo|cancelacion)"
        ),
    ),
    (
        F,
        4.0,
        (
            "(hay que|hace falta|es necesario|es obligatorio|necesito|tengo que) (...)? (senal|deposito|fianza|"
            "reservar|reserva|pedir cita|cita previa|avisar|ayunas|pagar|traer|llevar|dejar)"
        ),
    ),
    (F, -2.5, "^ (hola|¿|,)? (¿)? (necesito|tengo que) (reservar|pedir cita)"),
    (F, 3.0, "(necesito|hace falta|hay que) ... <booking:> o (puedo|puede|se puede|podemos|voy|vale)"),
    (
        F,
        4.5,
        (
            "(cuando|a que hora|que dia|para cuando) (es|era|tengo|tenia|teniamos|tenemos) (mi|la|el|nuestra)? "
            "<booking:>"
        ),
    ),
    (
        F,
        3.0,
        (
            "(mi|la|el|mis|todavia|aun) ... (no (me)? (ha|han) (llegado|funciona|entrado|recibido)|no (funciona|me "
            "deja|llega|aparece)|bloqueada|rechazada|caducada|perdida|pendiente)"
        ),
    ),
    (F, 3.0, "(me han cobrado|me cobraron|cobrado (dos|doble)|reembolso|devolucion|factura|he perdido|perdi) "),
    (
        F,
        3.0,
        "(ya)? (esta|estan) (listo|lista|listos|listas|terminado|arreglado|mi|permitido|incluido|abierto|cerrado)",
    ),
    (
        F,
        2.5,
        (
            "(ustedes|vosotros) (reparan|arreglan|hacen|venden|tienen|aceptan|trabajan|atienden|cobran|ofrecen|haceis|"
            "reparais)"
        ),
    ),
    (
        F,
        2.5,
        (
            "^ (hola|buenas|¿|,)? (¿)? (reparan|arreglan|venden|sirven|cubren|cubre|cobran|admiten|permiten|tratan|"
            "llevan|usan|vendeis|duele|hacen|aceptan|abren|cierran|dan)"
        ),
    ),
    (
        F,
        2.5,
        (
            "(sirven|venden|reparan|cobran|admiten|cubre|incluye|permiten|trabaja|abren|cierran|dura|tarda|cuesta|"
            "cuestan)"
        ),
    ),
    (
        F,
        3.0,
        (
            "^ (los|el|la)? (horario|horarios|precios|precio|carta|menu|direccion|ubicacion|tarifas) (por favor|.|!|"
            "<question_mark:>)? $"
        ),
    ),
    (F, 3.0, "(lleno|llena|mucha gente|mucha cola|tiempo de espera|mucha espera)"),
    (
        F,
        2.5,
        (
            "^ (¿)? (se puede|puedo|podemos|puede|es posible|es verdad|es cierto|es normal|tienen|teneis|tienes|hay|"
            "el <booking:>) (pagar|aparcar|llevar|traer|opciones|wifi|parking|aparcamiento|terraza|menu|descuento|"
            "descuentos|servicio|acceso|entrar|fumar|ducharme|que)"
        ),
    ),
    (
        F,
        3.0,
        (
            "^ (¿)? (el|la|los|las|mi) ... (es|son|esta|estan|cubre|cubren|incluye|incluyen|lo|la) (gratis|gratuito|"
            "gratuita|incluido|incluida|cubre|cubren|obligatorio|seguro|abierto)?  <question_mark:>"
        ),
    ),
    (F, 3.0, "(es|son|sale) (gratis|gratuito|gratuita|caro|barato|obligatorio)|(lo|la) cubre"),
    (
        F,
        -4.0,
        (
            "(primera|proxima|primer|proximo) (cita|hora|hueco|turno|fecha|momento)? (disponible|libre|que tengan|"
            "posible)"
        ),
    ),
    (
        F,
        -3.5,
        (
            "(cuando|para cuando|a que hora|que horas|que dia) (me|te|le|nos|les|se)? (lo|la|los|las)? (puedo|podria|"
            "podriamos|podemos|<could:>|<have:>|dan) (llevar|ir|venir|pasar|atender|ver|recibir|dar|traer|<gap:>|"
            "<booking:>)"
        ),
    ),
    (
        F,
        -3.0,
        (
            "(saber|ver) si (es posible que)? (me|nos|le) (atiendan|pueden (dar|atender|ver)|puede (dar|atender|ver)|"
            "dan)"
        ),
    ),
    (F, -4.5, "^ (hola|buenas|,)? que (alguien|me|nos|le|les)"),
    (F, -3.5, "(cuando|que dia|que horas) ... (atenderme|atendernos|verme|recibirme|recibirnos|venir|atenderle)"),
    (F, 3.0, "(preguntar|consultar|informarme|una pregunta|una duda|saber) (por|sobre|si|cuanto|que|acerca)?"),
    (
        F,
        3.0,
        (
            "^ (hola|buenas|¿|,)? (¿)? (me|nos|se) (puedo|puede|podemos|pueden) (duchar|banar|maquillar|lavar|aparcar|"
            "pagar|comer|beber|llevar|traer|ir|poner)"
        ),
    ),
    (F, 3.0, "no me (ha|han) (llegado|enviado|devuelto|mandado|abonado)"),
    (F, 3.5, "^ ¿? (necesito|necesitamos|hace falta|hay que|tengo que) ... <question_mark:>"),
    (
        S,
        -3.0,
        "^ ¿? (necesito|necesitamos) (volante|receta|seguro|dni|cita previa|reserva|estar|ir|llevar|traer|pagar)",
    ),
    (
        F,
        3.5,
        (
            "(atendeis|abris|cerrais|vendeis|aceptais|trabajais|cobrais|ofreceis|admitis|usais|llevais|reparais|"
            "arreglais|servis)"
        ),
    ),
    (
        F,
        2.5,
        (
            "^ (hola|buenas|¿|,)? ¿? (son|sois|es|eres|esta|estan|estais) (ustedes|vosotros|usted|el|la|los|las|muy|"
            "cerca|lejos|cerrado|abierto) ... <question_mark:>"
        ),
    ),
)
