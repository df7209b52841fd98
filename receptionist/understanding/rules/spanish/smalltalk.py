"""What Spanish speakers say that asks nothing of a business: chat, complaints, and what other helpers are asked for."""

from __future__ import annotations

from receptionist.domain.reading import Intent

U, S, C = Intent.UNKNOWN, Intent.SCHEDULE, Intent.CONTACT

ROWS: tuple[tuple[Intent, float, str], ...] = (
    # Chat
    (U, 4.0, "(como (estas|esta usted|te va|le va|andas)|que tal (estas|todo)?|quien (eres|te creo|te hizo))"),
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
)
