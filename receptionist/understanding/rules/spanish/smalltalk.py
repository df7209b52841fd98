"""What Spanish speakers say that asks nothing of a business: chat, complaints, and what other helpers are asked for."""

from __future__ import annotations

from receptionist.domain.reading import Intent

U, S, C, F = Intent.UNKNOWN, Intent.SCHEDULE, Intent.CONTACT, Intent.FAQ

_HELLO = "(hola|holi|buenas|buenos dias|buen dia|buenas (tardes|noches)|ey|hey|oye|che|y)? (,|.|!)? (¿)?"
_HOW_ARE_YOU = (
    "(como (estas|estan|estais|esta usted|(te|le|les|os) va|va|va todo|andas|anda|andan|andamos|amaneciste|amanecio)|"
    "que tal (estas|estan|todo|.|,|!|<question_mark:>|$)|todo bien <question_mark:>)"
)
_WHATS_UP = "que (onda|ondas|pasa|hubo|mas|haces|hiciste|cuentas)"

ROWS: tuple[tuple[Intent, float, str], ...] = (
    # Chat
    (U, 7.0, "quien (eres|sos|es usted|te creo|te hizo)"),
    # A greeting that asks: what comes after it is what is wanted, and its "how" asks nothing of the business
    (U, 2.0, f"({_HOW_ARE_YOU}|{_WHATS_UP})"),
    (U, -6.0, "que pasa si"),
    (U, 4.0, "^ (ok|okay|vale|listo|perfecto|genial|dale|gracias|bueno|va) ... nos vemos"),
    (S, -2.0, "^ (ok|okay|vale|listo|perfecto|genial|dale|gracias|bueno|va) ... nos vemos"),
    (F, -4.5, f"^ (hola|buenas|¿|,|y)? (¿)? ({_HOW_ARE_YOU}|{_WHATS_UP})"),
    (F, -2.5, "como (estan|esta)"),
    (U, 7.0, f"^ {_HELLO} {_WHATS_UP} (.|!|<question_mark:>)? $"),
    (
        U,
        7.0,
        "que (tengas|tenga|tengan|tengais|pases|pase|pasen) (un|una|muy|buen|buena|feliz|lindo|linda|bonito|bonita)",
    ),
    (U, 7.0, "que (estes|esten|descanses|descanse|dios|(te|le|les|os) vaya) (bien|muy|bonito|la|lo|te|le|.|!|$)"),
    (U, 5.0, "como (tu|vos|usted|ustedes) (digas|diga|quieras|quiera|quieran|prefieras|prefiera|veas|vea)"),
    (U, 6.0, "como te llamas|cual es tu nombre|(tienes|tenes) (nombre|novio|novia|hijos)|de donde (eres|sos)"),
    (U, 5.0, "(eres|sos|es usted|hablo con) (un|una)? (robot|bot|maquina|contestador|ordenador|computadora|ia)"),
    (U, 6.0, "(chiste|chistes|adivinanza|algo gracioso|(sentido|significado) de la vida)"),
    # Of a helper at home, or of a reference book
    (U, 4.5, "(alarma|temporizador|cancion|musica|lista de la compra|recuerdame que|despiertame|volumen)"),
    (U, 5.0, "(que tiempo hace|pronostico|llover|noticias|horoscopo|traduce|traducir|deletrea|sinonimo)"),
    (U, 7.0, "(capital|presidente|poblacion|moneda) (de|del)"),
    (U, 7.0, "(bitcoin|criptomonedas|elecciones|la tarea|poema|un cuento|ensayo|script|raiz cuadrada)"),
    (U, 7.0, "<number:> (por|mas|menos|entre) <number:> (.|$|<question_mark:>)"),
    # Who tries to make Sara something else
    (
        U,
        7.0,
        (
            "(ignora|olvida|omite|revela|muestrame|muestra|repite|cual es|dime) ... (instrucciones|prompt|reglas|"
            "contrasenas)"
        ),
    ),
    (U, 6.0, "(modo (desarrollador|debug|administrador|dios)|actua como|a partir de ahora (eres|sos)|finge ser)"),
    (U, 8.0, "(cuanto|cuantos|calcula) (es|son)? <number:> (mas|menos|por|entre) <number:>"),
    # Displeased, or only telling
    (C, 3.5, "(queja|quejas|quejarme|reclamacion|reclamar|reclamo)"),
    (S, -3.0, "(queja|quejarme|reclamacion|reclamo|mi ultima|mi ultimo)"),
    (
        U,
        2.5,
        "(horrible|fatal|pesimo|pesima|terrible|malisimo|malisima|decepcionado|decepcionada|inaceptable|desastre)",
    ),
    (
        U,
        6.0,
        (
            "(mierda|carajo|joder|gilipollas|gilipolleces|pendejo|pendejos|boludo|estafa|estafadores|ladrones|"
            "(estan|estas|esta) (enganando|tomando el pelo|robando|mintiendo|estafando))"
        ),
    ),
    (U, 4.0, "(llego|llegare|llegaremos|llegamos|llegar) (un poco|unos minutos|<number:> <unit:>)? tarde"),
    (S, -4.0, "(llego|llegare|llegaremos|llegamos|llegar) (un poco|unos minutos|<number:> <unit:>)? tarde"),
    # Not yet, or not here
    (U, 3.5, "^ (un|espera|espere|dame un|deme un)? (momento|segundo|momentito|minuto) (por favor|.|!)? $"),
    (U, 4.0, "(dejame|dejeme|deja|tengo que|voy a) (pensarlo|pensar|consultarlo|mirarlo|ver)"),
    (
        U,
        4.0,
        (
            "(puede|puedes|podria|me lo) (repetir|repetirlo|repite|repites)|no (te|le|lo) (he)? (oido|entiendo|"
            "escucho|oigo|entendi)"
        ),
    ),
    (U, 5.0, "(me he equivocado|me equivoque|equivocado) de (numero|telefono)"),
    (U, 4.0, "(solo|nada) (,)? (estaba|estoy) (mirando|curioseando|viendo)|(solo (estaba|estoy))"),
    (U, 4.5, "(feliz|felices) (navidad|cumpleanos|ano|fiestas|pascua|dia)"),
    (
        U,
        4.5,
        (
            "(te (quiero|amo|odio|extrano))|((estoy|me siento) (muy|tan|un poco)? (triste|sola|solo|aburrido|aburrida|"
            "feliz|cansado|cansada|contento|contenta))|tengo (hambre|sueno|frio|calor)"
        ),
    ),
    # Of a helper at home, of a bank, of a shop
    (
        U,
        5.0,
        (
            "^ (por favor|oye|puedes|¿|,)? (pon|ponme|reproduce|apaga|enciende|sube|baja|lanza|tira|traduce|cuentame|"
            "canta|pideme|compra|comprame|transfiere|envia|manda|recuerdame|llama|paga|abre|cierra|busca|despiertame) "
            "(la|el|las|los|un|una|a|mi|algo|musica|<number:>|comprar|que|otra|otro|buenas|de)"
        ),
    ),
    (U, 7.0, "(que hora es|en que ano|que dia es hoy|que tiempo (hace|hara|va))"),
    (U, 7.0, "tu (color|comida|pelicula|equipo|libro|cancion|signo) (favorito|favorita|preferido|preferida)?"),
    (
        U,
        6.0,
        (
            "(quien|cuando|cuantos|como) (gano|escribio|invento|descubrio|pinto|murio|nacio|habitantes|se dice|se "
            "escribe)"
        ),
    ),
    (U, 4.0, "(mundial|habitantes|receta|pelicula|peliculas|futbol|partido|chistes|loteria|trafico)"),
    (U, 5.0, "^ ¡? que (gracioso|bueno|bien|lastima|risa|guay|chulo|pena|gracia|divertido)"),
    (U, 4.5, "(me aburro|estoy aburrido|estoy aburrida)|^ llama a (mi|mama|papa)"),
    (U, 5.0, "^ ¡? (que|vaya) (buena|buen|mala|mal|gran|calor|frio|dia|noticia|suerte|tiempo|sorpresa)"),
)
