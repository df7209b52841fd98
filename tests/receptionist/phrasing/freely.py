"""Faithful rewordings, written from the drafts alone and without a look at what is listed as the same."""

from __future__ import annotations

from receptionist.phrasing.verifier import Draft

#: The share of them that must pass; the others cost nothing but style.
PASSES = 0.6

_BOOKED = "You are booked, Bea: Haircut, Tuesday 3 March at 3 pm. See you then!"
_CANCELLED = "Your appointment is cancelled: Haircut, Tuesday 3 March at 3 pm. Write or call any time to make another."
_MOVED = "Done, your appointment is moved: Haircut, Tuesday 3 March at 3 pm. See you then!"
_TAKEN = "Sorry, that time is taken. I could offer Tuesday 3 March at 9 am or 4 pm. Does that suit you, or would another day be better?"  # noqa: E501
_OFFER = "I have Tuesday 3 March at 9 am or noon; or Wednesday 4 March at 4:30 pm. Which would you like?"
_ASK_NAME = "Tuesday 3 March at 3 pm is free. What name may I book it under?"
_CANCEL = "I have found your appointment: Haircut, Tuesday 3 March at 3 pm. Shall I cancel it?"
_KEPT = "All right, it stays as it is: Haircut, Tuesday 3 March at 3 pm. Is there anything else I can do for you?"
_NONE = "I cannot find an upcoming appointment of yours. Which day and time would suit you?"
_ANSWER = "Behind the house, for free. Is there anything else I can do for you?"
_NO_ANSWER = (
    "I don't know that, so I have noted your question for the team. Would you like a colleague to get back to you?"
)
_HANDED = "I have passed this on, and a colleague will get back to you (+12125550142). Is there anything else I can do for you?"  # noqa: E501
_RESERVADA = "Su cita está reservada, Bea: Haircut, el martes 3 de marzo a las 15:00. ¡Hasta entonces!"
_LIBRE = "Tengo libre el martes 3 de marzo a las 9:00 o las 12:00. ¿Cuál prefiere?"
_OCUPADA = "Lo siento, esa hora está ocupada. Puedo ofrecerle el martes 3 de marzo a las 16:00. ¿Le viene bien, o prefiere otro día?"  # noqa: E501
_CANCELO = "He encontrado su cita: Haircut, el martes 3 de marzo a las 15:00. ¿La cancelo?"
_CANCELADA = (
    "Su cita está cancelada: Haircut, el martes 3 de marzo a las 15:00. Escriba o llame cuando quiera para pedir otra."
)

_WRITTEN = {
    _BOOKED: (
        "Great, Bea, you're all booked: Haircut, Tuesday 3 March at 3 pm. See you then!",
        "Lovely, Bea! Your haircut is booked for Tuesday, March 3rd at 3pm. See you then!",
        "Perfect, you're booked in, Bea: Haircut on Tuesday 3 March at 3 pm. We look forward to seeing you!",
        "Bea, I've booked your haircut for Tuesday 3 March at 3 pm. See you then!",
        "You're all set, Bea! Haircut, Tuesday 3 March at 3 pm. See you then!",
        "Wonderful, Bea! You're booked for a haircut on Tuesday 3 March at 3 pm. Can't wait to see you then!",
    ),
    _CANCELLED: (
        "I've cancelled your appointment: Haircut, Tuesday 3 March at 3 pm. Just write or call any time to make another.",  # noqa: E501
        "Your haircut on Tuesday 3 March at 3 pm has been cancelled. Feel free to write or call any time to make another.",  # noqa: E501
        "Your appointment has been cancelled: Haircut, Tuesday 3 March at 3 pm. Write or call us any time to book again.",  # noqa: E501
        "That's done: your haircut on Tuesday 3 March at 3 pm is cancelled. Write or call any time to make another.",
    ),
    _MOVED: (
        "Done! I've moved your appointment: Haircut, Tuesday 3 March at 3 pm. See you then!",
        "Your appointment has been moved: Haircut, Tuesday, 3 March at 3 pm. We'll see you then!",
        "All done, your haircut is now on Tuesday 3 March at 3 pm. See you then!",
    ),
    _TAKEN: (
        "I'm sorry, that time is already taken. I could offer you Tuesday 3 March at 9 am or 4 pm. Would that suit you, or would another day be better?",  # noqa: E501
        "Sorry, that slot is taken. I can offer Tuesday 3 March at 9 am or 4 pm. Does that work for you, or would another day be better?",  # noqa: E501
        "I'm afraid that time is taken. How about Tuesday 3 March at 9 am or 4 pm? Or would another day be better?",
        "Unfortunately that time has been taken. I could offer Tuesday 3 March at 9 am or 4 pm. Does either suit you, or would another day be better?",  # noqa: E501
    ),
    _OFFER: (
        "I can offer Tuesday 3 March at 9 am or noon, or Wednesday 4 March at 4:30 pm. Which would you prefer?",
        "We have Tuesday 3 March at 9 am or 12 pm, or Wednesday 4 March at 4:30 pm. Which works best for you?",
        "Thanks! I have Tuesday 3 March at 9am or noon; or Wednesday 4 March at 4:30pm. Which one suits you best?",
        "I have these times free: Tuesday 3 March at 9 am or noon, or Wednesday 4 March at 4:30 pm. Which would you like?",  # noqa: E501
    ),
    _ASK_NAME: (
        "Great, Tuesday 3 March at 3 pm is available. What name should I book it under?",
        "Tuesday, March 3 at 3 pm is free. What name shall I put it under?",
        "Good news: Tuesday 3 March at 3 pm is free! May I have your name for the booking?",
        "Perfect! Tuesday 3 March at 3 pm is free. Under what name may I book it?",
    ),
    _CANCEL: (
        "I've found your appointment: Haircut, Tuesday 3 March at 3 pm. Would you like me to cancel it?",
        "I can see your appointment: Haircut, Tuesday 3 March at 3 pm. Shall I go ahead and cancel it?",
        "I found your haircut on Tuesday 3 March at 3 pm. Should I cancel it?",
    ),
    _KEPT: (
        "Okay, it stays as it is: Haircut, Tuesday 3 March at 3 pm. Can I help you with anything else?",
        "No problem, your appointment stays as it is: Haircut, Tuesday 3 March at 3 pm. Anything else I can do for you?",  # noqa: E501
    ),
    _NONE: (
        "I can't find an upcoming appointment for you. Which day and time would work for you?",
        "I couldn't find an upcoming appointment under your name. What day and time would suit you?",
    ),
    _ANSWER: (
        "Behind the house, for free. Is there anything else I can help you with?",
        "Thanks for your message! Behind the house, for free. Can I do anything else for you?",
        "You can park behind the house, for free. Is there anything else I can do for you?",
    ),
    _NO_ANSWER: (
        "I don't know that, but I've noted your question for the team. Would you like a colleague to get back to you?",
        "I'm not sure, so I have passed your question to the team. Would you like someone to get back to you?",
    ),
    _HANDED: (
        "Thank you! I've passed this on, and a colleague will get back to you (+12125550142). Is there anything else I can help with?",  # noqa: E501
        "I have passed this on and one of my colleagues will get back to you at +12125550142. Anything else I can do for you?",  # noqa: E501
    ),
    _RESERVADA: (
        "¡Perfecto, Bea! Su cita queda reservada: Haircut, el martes 3 de marzo a las 15:00. ¡Hasta entonces!",
        "Bea, le he reservado la cita: Haircut, el martes 3 de marzo a las 3 de la tarde. ¡Nos vemos entonces!",
        "¡Listo, Bea! Tiene cita para Haircut el martes 3 de marzo a las 15:00. ¡Hasta entonces!",
    ),
    _LIBRE: (
        "Tenemos libre el martes 3 de marzo a las 9:00 o a las 12:00. ¿Cuál le viene mejor?",
        "Puedo ofrecerle el martes 3 de marzo a las 9:00 o las 12:00. ¿Cuál prefiere?",
        "El martes 3 de marzo tengo libre a las 9:00 o las 12:00. ¿Qué hora prefiere?",
    ),
    _OCUPADA: (
        "Lo siento mucho, esa hora ya está ocupada. Le puedo ofrecer el martes 3 de marzo a las 16:00. ¿Le vendría bien, o prefiere otro día?",  # noqa: E501
        "Lamentablemente, esa hora está ocupada. Puedo ofrecerle el martes 3 de marzo a las 4 de la tarde. ¿Le viene bien, o prefiere otro día?",  # noqa: E501
    ),
    _CANCELO: (
        "He encontrado su cita: Haircut, el martes 3 de marzo a las 15:00. ¿Quiere que la cancele?",
        "Veo su cita: Haircut, el martes 3 de marzo a las 15:00. ¿Desea cancelarla?",
    ),
    _CANCELADA: (
        "He cancelado su cita: Haircut, el martes 3 de marzo a las 15:00. Escríbanos o llámenos cuando quiera para pedir otra.",  # noqa: E501
        "Su cita ha sido cancelada: Haircut, el martes 3 de marzo a las 15:00. Puede escribir o llamar cuando quiera para pedir otra.",  # noqa: E501
    ),
}

REWORDINGS = tuple(
    (
        Draft(
            text=said,
            language="es" if said in {_RESERVADA, _LIBRE, _OCUPADA, _CANCELO, _CANCELADA} else "en",
            customer="Bea" if "Bea" in said else "",
            names=("Haircut",) if "Haircut" in said else (),
            quotations=("Behind the house, for free.",) if said is _ANSWER else (),
        ),
        words,
    )
    for said, several in _WRITTEN.items()
    for words in several
)
