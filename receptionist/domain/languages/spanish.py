"""Sara in Spanish."""

from __future__ import annotations

from datetime import date, time

from receptionist.domain.diary import NoSlotReason
from receptionist.domain.languages.speech import Language

_DAYS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
_MONTHS = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
    *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
)

_PHRASES = {
    "hello": "Hola, soy Sara, la recepcionista virtual de {business}.",
    "greeting": "Hola, soy Sara, la recepcionista virtual de {business}. "
    "Puedo reservar, cambiar o cancelar una cita, o responder a una pregunta. ¿En qué puedo ayudarle?",
    "greeting_call": "Hola, ha llamado a {business}. Soy Sara, la recepcionista virtual. ¿En qué puedo ayudarle?",
    "how_can_i_help": "¿En qué puedo ayudarle?",
    "thanks": "¡De nada!",
    "all_right": "De acuerdo.",
    "noted": "Gracias{comma_name}, lo he anotado.",
    "goodbye": "¡Hasta luego{comma_name}, y que tenga un buen día!",
    "not_understood": "Perdone, no le he entendido. Puedo reservar, cambiar o cancelar una cita, responder a una "
    "pregunta o pasarle con una persona. ¿Qué desea?",
    "pardon": "Perdone, no le he entendido.",
    "sorry": "Lo siento.",
    "emergency": "Soy una recepcionista virtual y no puedo ayudar en una emergencia. Si alguien está en peligro, llame "
    "ahora a los servicios de emergencia. He pasado su mensaje al equipo como urgente.",
    "not_heard": "Perdone, no le he oído.",
    "ask_service": "¿Qué desea reservar: {services}?",
    "ask_when": "¿Qué día y a qué hora le vendría bien?",
    "ask_new_time": "Su cita es {appointment_time}. ¿Qué otro día y a qué hora le vendría bien?",
    "name_needed": "Solo puedo reservarla con un nombre; me basta con el que usted use.",
    "ask_name": "{wanted} está libre{kept}. ¿A nombre de quién hago la reserva?",
    "remind_service": "¿Qué servicio desea?",
    "remind_name": "¿A nombre de quién hago la reserva?",
    "remind_slots": "¿Cuál de esas horas prefiere?",
    "remind_one": "¿Le viene bien esa hora?",
    "remind_which_appointment": "¿A cuál de esas citas se refiere?",
    "remind_confirm_cancel": "¿La cancelo?",
    "remind_confirm_change": "¿La cambio a {services}?",
    "offer_slots": "Tengo libre {slots}. ¿Cuál prefiere?",
    "offer_one": "Tengo libre {slots}. ¿Le viene bien?",
    "offer_instead": "Lo siento, {reason}. Puedo ofrecerle {slots}. ¿Le viene bien, o prefiere otro día?",
    "no_slots": "Lo siento, {reason}. ¿Qué otro día y a qué hora podría venir?",
    "ask_how_often": "¿Cuántas veces desea venir, o hasta cuándo?",
    "offer_series": "Puedo reservar las {count}: {series}.{goes_on} ¿Las reservo?",
    "offer_series_but": "Puedo reservar {count}: {series}. Pero {clashes}.{goes_on} ¿Lo reservo así?",
    "remind_confirm_series": "¿Las reservo?",
    "booked_series": "Tiene {count} citas reservadas{comma_name}: {series}.",
    "series_missed": "Alguien se ha adelantado con {slots}, así que eso no está reservado.",
    "booked": "Su cita está reservada{comma_name}: {appointment}.",
    "booked_for": "La cita está reservada para {name}: {appointment}.",
    "calendar_down": "Nuestro calendario tarda en responder; le guardamos la hora y se lo confirmaré cuando el "
    "calendario también la tenga.",
    "calendar_confirmed": "Queda confirmada: {appointment}. ¡Hasta entonces!",
    "changed": "Hecho, he cambiado el servicio de su cita: {appointment}.",
    "moved": "Hecho, su cita ha cambiado: {appointment}.",
    "calendar_clash": "Lo siento, ha surgido otra cosa en nuestro calendario a la hora de su cita: {appointment}. De "
    "momento se queda como está, y un compañero lo está mirando. Si también le viene bien otra hora, dígamelo y la "
    "busco.",
    "see_you_then": "¡Hasta entonces!",
    "cancelled": "Su cita está cancelada: {appointment}. Escriba o llame cuando quiera para pedir otra.",
    "cancelled_first": "Su cita está cancelada: {appointment}.",
    "ask_which_appointment": "¿A qué cita se refiere: {appointments}?",
    "ask_confirm_change": "Tiene {appointment}. ¿La cambio a {services}?",
    "ask_whether_appointment": "¿Se refiere a {appointments}?",
    "ask_confirm_cancel_all": "Estas son sus citas: {appointment_list}. ¿Las cancelo todas?",
    "cancelled_all": "Estas citas están canceladas: {appointment_list}. Escriba o llame cuando quiera para pedir otra.",
    "not_booked_yet": "Todavía no está reservada.",
    "none_that_day": "No, ese día no tengo ninguna en la agenda.",
    "late_noted": "Gracias por avisar. Se lo he dicho al equipo.",
    "day_is_past": "Ese día ya ha pasado.",
    "no_such_day": "Ese día no existe en el calendario.",
    "one_each": "Cada persona necesita su propia cita, así que empiezo por una.",
    "ask_for_another": "¿Busco también una hora para la otra persona?",
    "no_slots_ask_waitlist": "Lo siento, {reason}. ¿Le apunto en la lista de espera y le escribo cuando haya algo "
    "libre, o podría venir en otro momento?",
    "ask_waitlist": "¿Le apunto en la lista de espera y le escribo cuando haya algo libre, o le iría bien otro día "
    "y otra hora?",
    "waitlist_joined": "Está en la lista de espera: {services}, hasta {last_day}. Le escribiré en cuanto quede libre "
    "una hora que le pueda ir bien. Si ya no la necesita, escriba «quíteme de la lista de espera».",
    "waitlist_left": "Ya no está en la lista de espera.",
    "not_on_waitlist": "No está en la lista de espera.",
    "place_free": "{business}: ahora hay una hora libre: {services}, {slots}. ¿La quiere, sí o no? "
    "Puedo guardársela hasta las {until}.",
    "earlier_place_free": "{business}: ahora hay otra hora libre: {services}, {slots}. ¿Paso ahí su cita "
    "de {appointment_time}, sí o no? Puedo guardársela hasta las {until}.",
    "place_declined": "De acuerdo, se la dejo a otra persona. Sigue en la lista de espera.",
    "no_such_appointment": "No encuentro esa cita en la agenda.",
    "ask_confirm_cancel": "He encontrado su cita: {appointment}. ¿La cancelo?",
    "kept": "De acuerdo, se queda como está: {appointment}.",
    "own_appointments": "Esto es lo que tengo en la agenda para usted: {appointment_list}.",
    "no_appointments": "No encuentro ninguna cita suya pendiente.",
    "ask_claim_name": "Si la pidió desde otro número u otra cuenta, ¿a qué nombre está, o prefiere que un compañero se "
    "ponga en contacto con usted?",
    "ask_claim_time": "¿Para qué día y a qué hora es esa cita?",
    "code": "{business}: alguien quiere cambiar una cita suya desde otro número u otra cuenta. Si es usted, este es el "
    "código: {answer}. Sirve durante diez minutos. Si no es usted, no se lo diga a nadie.",
    "code_sent": "Si existe esa cita, acabo de enviar un código al lugar desde el que se pidió. "
    "¿Cuál es el código? Sirve durante diez minutos.",
    "ask_code": "¿Cuál es el código de seis cifras?",
    "code_wrong": "Ese no es el código.",
    "code_over": "No puedo aceptar ese código, así que no puedo cambiar nada aquí.",
    "answer": "{answer}",
    "ask_which_answer": "¿A cuál de estas se refiere: {choices}?",
    "no_answer": "No lo sé, así que he anotado su pregunta para el equipo.",
    "ask_want_person": "¿Quiere que un compañero se ponga en contacto con usted?",
    "handed_over": "Lo he pasado al equipo, y un compañero se pondrá en contacto con usted{at_phone}.",
    "handed_over_no_number": "Se lo he pasado a un compañero.",
    "ask_phone": "¿A qué número podemos llamarle?",
    "handed_over_not_understood": "Lo siento, sigo sin entenderle. "
    "He pasado su mensaje al equipo, y un compañero se pondrá en contacto con usted.",
    "media_received": "Gracias. Yo no puedo verlo, así que se lo he pasado a un compañero.",
    "opted_out": "{business}: no recibirá más mensajes nuestros. Responda START para volver a recibirlos.",
    "opted_in": "{business}: volverá a recibir nuestros mensajes. Responda STOP para dejar de recibirlos.",
    "help": "Soy Sara, la recepcionista virtual de {business}. Escriba lo que necesita, por ejemplo "
    "«Quiero una cita mañana». Responda STOP para no recibir más mensajes.",
    "anything_else": "¿Puedo hacer algo más por usted?",
    "leave_voicemail": "Lo siento, no le entiendo bien. Deje su nombre, su número y su mensaje después de la señal, "
    "y un compañero le llamará.",
    "voicemail_received": "Gracias, un compañero escuchará su mensaje y le llamará. ¡Hasta luego!",
    "subject_booked": "Cita reservada en {business}: {appointment}",
    "subject_moved": "Cita cambiada en {business}: {appointment}",
    "subject_cancelled": "Cita cancelada en {business}: {appointment}",
    "subject_appointment": "Su cita en {business}: {appointment}",
    "one_moment": "Un momento, por favor.",
    "trouble_voicemail": "Lo siento, algo falla por nuestra parte. Deje su nombre, su número y su mensaje después de "
    "la señal, y un compañero le llamará.",
    "trouble": "Lo siento, algo falla por nuestra parte. Llame de nuevo en unos minutos, por favor. ¡Hasta luego!",
    "confirmation": "{business}: tiene una cita: {appointment}. ¡Hasta entonces!",
    "reminder": "{business}: le recordamos su cita: {appointment}. Responda C para confirmarla o R para cambiarla.",
    "reminder_plain": "{business}: le recordamos su cita: {appointment}. ¡Hasta entonces!",
    "moved_by_us": "{business}: su cita ha cambiado. Ahora es: {appointment}, con {staff}. "
    "Si no le va bien, responda a este mensaje.",
    "cancelled_by_us": "{business}: su cita se ha cancelado: {appointment}. Responda y buscamos otra hora.",
    "missed_you": "{business}: le echamos de menos: {appointment}. Esperamos que todo vaya bien. "
    "Responda y buscamos otra hora.",
    "after_visit": "{business}: ¡gracias por su visita! Si podemos hacer algo más por usted, responda a este mensaje.",
    "late_answer": "{business}: nos preguntó «{question}» y ahora puedo responderle. {answer}",
    "coming": "Gracias, queda confirmada: {appointment}. ¡Hasta entonces!",
    "ask_coming": "¿Vendrá a su cita: {appointment}? Responda C para confirmarla o R para cambiarla.",
    "not_as_told": "Eso ha cambiado desde que le escribí.",
}

_REASONS = {
    NoSlotReason.TAKEN: "esa hora está ocupada",
    NoSlotReason.CLOSED: "a esa hora estamos cerrados",
    NoSlotReason.NOBODY: "a esa hora no está nadie que lo haga",
    NoSlotReason.NO_ROOM: "a esa hora está ocupada la sala o el equipo que hace falta",
    NoSlotReason.NOT_THEIRS: "esa persona no hace eso",
    NoSlotReason.NOT_THERE: "allí no hacemos eso",
    NoSlotReason.PAST: "esa hora ya ha pasado",
    NoSlotReason.TOO_SOON: "eso es con muy poca antelación para nosotros",
    NoSlotReason.TOO_FAR: "todavía no se puede reservar con tanta antelación",
    NoSlotReason.NO_SUCH_TIME: "esa hora no existe, porque esa noche cambia la hora",
    NoSlotReason.FULL: "no tengo nada libre entonces",
    NoSlotReason.CANCELLED: "esa cita ha sido cancelada",
}


_REASONS_OF_SOMEBODY = {
    NoSlotReason.TAKEN: "a esa hora {name} ya tiene una cita",
    NoSlotReason.NOBODY: "a esa hora no está {name}",
    NoSlotReason.NOT_THEIRS: "{name} no hace eso",
    NoSlotReason.FULL: "{name} no tiene nada libre entonces",
}


def _say_day(day: date) -> str:
    return f"el {_DAYS[day.weekday()]} {day.day} de {_MONTHS[day.month - 1]}"


def _say_time(clock: time) -> str:
    article = "la" if clock.hour in (1, 13) else "las"
    return f"{article} {clock.hour}:{clock.minute:02}"


def _say_duration(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    parts = (("1 hora" if hours == 1 else f"{hours} horas") if hours else "", f"{rest} minutos" if rest else "")
    return " y ".join(part for part in parts if part)


LANGUAGE = Language(
    code="es",
    phrases=_PHRASES,
    reasons=_REASONS,
    say_day=_say_day,
    say_time=_say_time,
    day_and_time="{day} a {time}",
    reasons_of_somebody=_REASONS_OF_SOMEBODY,
    with_somebody="con {name}",
    at_location="en {name}",
    local_time="{time} hora local",
    time_and_days="a {time} {days}",
    clash="{day} {reason}{instead}",
    instead="; ese día tengo {time}",
    nothing_instead=", y ese día no tengo nada más",
    goes_on=" Más allá todavía no se puede reservar.",
    kept=", y se la guardo hasta {until}",
    or_word="o",
    and_word="y",
    weekdays=_DAYS,
    today_and_tomorrow=("hoy", "mañana"),
    day_range="de {first} a {last}",
    stretch="de {opens} a {closes}",
    closed="cerrado",
    all_day="todo el día",
    exceptions="{hours}; excepto: {days}",
    say_duration=_say_duration,
    for_somebody="para {name}",
)
