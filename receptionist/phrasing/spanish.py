"""What says the same in Spanish, to a customer who is addressed as "usted"."""

from __future__ import annotations

import re

from receptionist.phrasing.manner import Manner
from receptionist.understanding.rules.spanish.words import CATEGORIES

# None of these may answer a question: "claro" and "por supuesto" are a yes, which only a fact can give.
_COURTESIES = (
    *("Hola", "Gracias", "Muchas gracias", "Por favor", "Perfecto", "Estupendo", "Muy amable", "Genial"),
    *("Gracias por escribirnos", "Gracias por su mensaje", "Muchas gracias por su mensaje", "Gracias por avisarnos"),
)

_EQUIVALENTS = (
    (
        *("soy Sara, la recepcionista virtual de", "le habla Sara, la recepcionista virtual de"),
        *("le atiende Sara, la recepcionista virtual de", "aquí Sara, la recepcionista virtual de"),
    ),
    (
        *("Puedo reservar, cambiar o cancelar una cita", "Puedo reservarle, cambiarle o cancelarle una cita"),
        *("Puedo ayudarle a reservar, cambiar o cancelar una cita", "Le puedo reservar, cambiar o cancelar una cita"),
    ),
    (
        *("En qué puedo ayudarle", "En qué le puedo ayudar", "Cómo puedo ayudarle", "Cómo le puedo ayudar"),
        *("Qué puedo hacer por usted", "En qué puedo servirle"),
    ),
    ("De nada", "No hay de qué", "Con mucho gusto", "Ha sido un placer", "Un placer"),
    ("De acuerdo", "Muy bien", "Está bien", "Vale"),
    ("lo he anotado", "queda anotado", "ya lo he anotado", "lo tengo anotado", "tomo nota", "he tomado nota"),
    ("Hasta luego", "Adiós", "Hasta pronto"),
    ("y que tenga un buen día", "que tenga un buen día", "que pase un buen día", "y que pase un buen día"),
    (
        *("Perdone, no le he entendido", "Disculpe, no le he entendido", "Lo siento, no le he entendido"),
        *("Perdone, no le he entendido bien", "Disculpe, no le he entendido bien", "Perdón, no le he entendido"),
    ),
    ("pasarle con una persona", "pasarle con alguien del equipo", "ponerle con una persona"),
    (
        *("Qué desea reservar", "Qué le gustaría reservar", "Qué servicio desea reservar", "Qué quiere reservar"),
        *("Qué servicio le gustaría reservar", "Qué servicio quiere reservar", "Qué le reservo"),
    ),
    (
        *("Qué día y a qué hora le vendría bien", "Qué día y a qué hora le viene bien"),
        *("Qué día y a qué hora le vendría mejor", "Qué día y a qué hora le viene mejor"),
        *("Qué día y qué hora le vendrían bien", "Qué día y qué hora le vienen bien", "Cuándo le vendría bien"),
        *("Cuándo le viene bien", "Cuándo le gustaría venir", "Cuándo le vendría mejor", "Qué día y hora prefiere"),
        *("Qué día y a qué hora le gustaría venir", "Qué día y hora le vendrían bien"),
    ),
    ("Su cita es", "Tiene cita", "Su cita está fijada", "Tiene su cita"),
    (
        *("Qué otro día y a qué hora le vendría bien", "Qué otro día y a qué hora le viene bien"),
        *("Qué otro día y a qué hora le vendría mejor", "Qué otro día y a qué hora podría venir"),
        *("Qué otro día y a qué hora puede venir", "Qué otro día y qué hora le vendrían bien"),
        *("Qué otro día y hora le vendrían bien", "Qué otro día y a qué hora le gustaría venir"),
    ),
    ("está libre", "está disponible", "lo tengo libre"),
    ("y se la guardo hasta", "y se la reservo hasta", "y la guardo hasta", "se la guardo hasta"),
    (
        *("A nombre de quién hago la reserva", "A nombre de quién la reservo", "A nombre de quién lo reservo"),
        *("A qué nombre hago la reserva", "A qué nombre la reservo", "A qué nombre pongo la reserva"),
        *("A nombre de quién pongo la reserva", "A nombre de quién pongo la cita", "A qué nombre lo reservo"),
        "A qué nombre reservo la cita",
    ),
    (
        *("Tengo libre", "Tenemos libre", "Tengo disponible", "Tenemos disponible", "Puedo ofrecerle"),
        *("Le puedo ofrecer", "Podría ofrecerle", "Le ofrezco"),
    ),
    ("Cuál prefiere", "Cuál le viene mejor", "Cuál le viene bien", "Cuál le gustaría", "Cuál le vendría mejor"),
    ("Le viene bien", "Le vendría bien", "Le va bien", "Le parece bien", "Le conviene"),
    (
        *("Le viene bien, o prefiere otro día", "Le vendría bien, o prefiere otro día"),
        *("Le va bien, o prefiere otro día", "Le viene bien, o le vendría mejor otro día"),
        *("Le viene bien alguna, o prefiere otro día", "Le parece bien, o prefiere otro día"),
    ),
    ("Lo siento", "Lo siento mucho", "Lo lamento", "Lamentablemente", "Lo siento, pero", "Me temo que"),
    ("esa hora está ocupada", "esa hora ya está ocupada", "esa hora ya está cogida", "esa hora está cogida"),
    ("a esa hora estamos cerrados", "estamos cerrados a esa hora"),
    ("no tengo nada libre entonces", "entonces no tengo nada libre", "no tengo nada disponible entonces"),
    (
        *("Su cita está reservada", "Su cita queda reservada", "Le he reservado la cita", "He reservado su cita"),
        *("Ya tiene su cita reservada", "Su cita ha quedado reservada", "Su cita ya está reservada"),
        *("Tiene su cita reservada", "Tiene la cita reservada", "Le he reservado", "Su cita de {} está reservada"),
        "Su cita de {} queda reservada",
    ),
    ("Nuestro calendario tarda en responder", "Nuestro calendario está tardando en responder"),
    ("le guardamos la hora", "le reservamos la hora", "le guardo la hora"),
    (
        "y se lo confirmaré cuando el calendario también la tenga",
        "se lo confirmaré cuando el calendario también la tenga",
        "y se lo confirmaré en cuanto el calendario también la tenga",
    ),
    ("y un compañero lo está mirando", "un compañero lo está mirando"),
    ("dígamelo y la busco", "dígamelo y la buscaré", "dígamelo y se la busco"),
    ("Queda confirmada", "Su cita queda confirmada", "Su cita está confirmada", "Está confirmada"),
    (
        *("Hecho, su cita ha cambiado", "Su cita ha cambiado", "He cambiado su cita", "Hecho, he cambiado su cita"),
        *("Su cita ha sido cambiada", "Listo, su cita ha cambiado", "Listo, he cambiado su cita"),
        "Le he cambiado la cita",
    ),
    (
        *("Hecho, he cambiado el servicio de su cita", "He cambiado el servicio de su cita"),
        *("Listo, he cambiado el servicio de su cita", "Le he cambiado el servicio de la cita"),
    ),
    ("La cambio a", "Se la cambio a", "Quiere que la cambie a", "Desea que la cambie a"),
    ("No encuentro esa cita en la agenda", "No veo esa cita en la agenda", "Esa cita no la encuentro en la agenda"),
    ("Solo puedo reservarla con un nombre", "Solo la puedo reservar con un nombre"),
    ("Hasta entonces", "Nos vemos entonces", "Le esperamos entonces", "Le esperamos"),
    (
        *("Su cita está cancelada", "Su cita ha sido cancelada", "He cancelado su cita", "Le he cancelado la cita"),
        *("Su cita queda cancelada", "Su cita de {} está cancelada", "Su cita de {} ha sido cancelada"),
    ),
    (
        *("Escriba o llame cuando quiera para pedir otra", "Puede escribir o llamar cuando quiera para pedir otra"),
        *("Escríbanos o llámenos cuando quiera para pedir otra", "Escriba o llame cuando desee para pedir otra"),
    ),
    ("A qué cita se refiere", "A cuál de sus citas se refiere", "De qué cita se trata", "A cuál se refiere"),
    ("He encontrado su cita", "Ya he encontrado su cita", "Aquí tengo su cita", "Veo su cita"),
    (
        *("La cancelo", "Quiere que la cancele", "Desea que la cancele", "Se la cancelo", "Quiere cancelarla"),
        "Desea cancelarla",
    ),
    ("se queda como está", "su cita se queda como está", "la dejo como está", "queda como está"),
    (
        *("Esto es lo que tengo en la agenda para usted", "Esto es lo que tengo para usted en la agenda"),
        *("En la agenda tengo para usted", "Tengo en la agenda para usted"),
    ),
    (
        *("No encuentro ninguna cita suya pendiente", "No encuentro ninguna cita pendiente a su nombre"),
        *("No veo ninguna cita suya pendiente", "No he encontrado ninguna cita suya pendiente"),
    ),
    ("No lo sé, así que he anotado", "No lo sé, pero he anotado", "No tengo esa información, así que he anotado"),
    ("su pregunta para el equipo", "su pregunta para mis compañeros", "su pregunta para nuestro equipo"),
    (
        "Quiere que un compañero se ponga en contacto con usted",
        "Desea que un compañero se ponga en contacto con usted",
        *("Le gustaría que un compañero se pusiera en contacto con usted", "Quiere que un compañero le contacte"),
    ),
    ("Lo he pasado al equipo", "Se lo he pasado al equipo", "Ya lo he pasado al equipo"),
    (
        *("y un compañero se pondrá en contacto con usted", "un compañero se pondrá en contacto con usted"),
        *("y un compañero le contactará", "un compañero le contactará"),
    ),
    ("A qué número podemos llamarle", "A qué número le podemos llamar", "A qué número le llamamos"),
    (
        *("Puedo hacer algo más por usted", "Le puedo ayudar en algo más", "Puedo ayudarle en algo más"),
        *("Puedo ayudarle con algo más", "Necesita algo más", "Desea algo más"),
        "Hay algo más que pueda hacer por usted",
    ),
)

MANNER = Manner(
    courtesies=_COURTESIES,
    equivalents=_EQUIVALENTS,
    spellings={"setiembre": "septiembre"},
    weekdays={
        **{word: number for word, number in CATEGORIES["weekday"].items() if not word.endswith("os")},
        "miércoles": 2,
        "sábado": 5,
    },
    months=CATEGORIES["month"],
    days=(r"(?:(?:para|en) )?(?:el )?{weekday},? (?:(?:el )?día )?(?P<day>\d{1,2}) de {month}",),
    clock=re.compile(
        r"(?<![\w:.,$€£+/-])(?:(?:a|para) )?(?:las? )?(?P<hour>\d{1,2})(?::(?P<minute>[0-5]\d))?"
        r"(?P<half> de la mañana| de la tarde| de la noche| ?[ap]\.?m\.|)(?![\w:])"
    ),
    halves={
        "": {hour: hour for hour in range(24)},
        "de la mañana": {hour: hour for hour in range(1, 12)},
        "de la tarde": {hour: hour + 12 for hour in range(1, 9)},
        "de la noche": {hour: hour + 12 for hour in range(7, 12)},
        "am": {hour: hour % 12 for hour in range(1, 13)},
        "pm": {hour: hour % 12 + 12 for hour in range(1, 13)},
    },
)
