"""What Spanish speakers say that asks nothing of a business: chat, complaints, and what other helpers are asked for."""

from __future__ import annotations

from receptionist.domain.reading import Intent

U, S, C = Intent.UNKNOWN, Intent.SCHEDULE, Intent.CONTACT

ROWS: tuple[tuple[Intent, float, str], ...] = (
    # Chat
    (U, 7.0, "(como (estas|esta usted|te va|le va|andas)|que tal (estas|todo)?|quien (eres|te creo|te hizo))"),
    (U, 4.0, "(eres|es usted|hablo con) (un|una) (robot|bot|maquina|contestador|ordenador|computadora)"),
    (U, 6.0, "(chiste|chistes|adivinanza|algo gracioso|(sentido|significado) de la vida)"),
    # Of a helper at home, or of a reference book
    (U, 4.5, "(alarma|temporizador|cancion|musica|lista de la compra|recuerdame que|despiertame|volumen)"),
    (U, 5.0, "(que tiempo hace|pronostico|llover|noticias|horoscopo|traduce|traducir|deletrea|sinonimo)"),
    (U, 5.0, "(capital|presidente|poblacion|moneda) (de|del)"),
    (U, 8.0, "(cuanto|cuantos|calcula) (es|son)? <number:> (mas|menos|por|entre) <number:>"),
    # Displeased, or only telling
    (C, 3.5, "(queja|quejas|quejarme|reclamacion|reclamar|reclamo)"),
    (S, -3.0, "(queja|quejarme|reclamacion|reclamo|mi ultima|mi ultimo)"),
    (
        U,
        2.5,
        "(horrible|fatal|pesimo|pesima|terrible|malisimo|malisima|decepcionado|decepcionada|inaceptable|desastre)",
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
    (U, 5.0, "(que hora es|en que ano|que dia es hoy|que tiempo (hace|hara|va))"),
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
