"""What the demo business knows: its FAQs, in English and Spanish."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Known:
    """A question, how else customers ask it, and what Sara answers."""

    question: str
    wordings: tuple[str, ...]
    answer: str
    tags: tuple[str, ...]
    #: Two letters; empty where the answer serves whatever language is spoken.
    language: str = ""
    #: The question of the FAQ that it is a translation of.
    translates: str = ""


FAQS = (
    Known(
        "What are your opening hours?",
        (
            "When are you open?",
            "What time do you close?",
            "What time do you open?",
            "Are you open on Sunday?",
            "Are you open on weekends?",
            "How late are you open today?",
        ),
        "We are open Monday to Friday from 9 am to 7 pm, Saturday from 9 am to 6 pm and Sunday from 10 am to 4 pm.",
        ("hours",),
    ),
    Known(
        "Where are you located?",
        (
            "What is your address?",
            "Where are you?",
            "Where are you based?",
            "Where is the salon?",
            "How do I get to the salon?",
            "How do I find the salon?",
            "Which subway stop is closest?",
        ),
        "We are at 218 Willow Street in Brooklyn, two minutes from Clark Street station. Look for the green door.",
        ("location",),
    ),
    Known(
        "How much is a haircut?",
        (
            "What does a haircut cost?",
            "Price of a cut?",
            "What are your prices?",
            "How much do you charge?",
            "Do you have a price list?",
            "How much is coloring?",
            "How much is a beard trim?",
        ),
        "A haircut is $55, color and highlights start at $140, and a beard trim is $25.",
        ("prices",),
    ),
    Known(
        "How long does a haircut take?",
        (
            "How long is a haircut?",
            "How long does coloring take?",
            "How long do highlights take?",
            "How long is a beard trim?",
            "How long will my appointment be?",
        ),
        "A haircut takes 45 minutes, color and highlights about two hours, and a beard trim 20 minutes.",
        ("services",),
    ),
    Known(
        "Which services do you have?",
        (
            "What services are there?",
            "What do you do?",
            "Do you cut hair?",
            "Do you do highlights?",
            "Do you cut beards?",
            "Do you trim beards?",
            "Do you do beard trims?",
        ),
        "We cut hair, do color, highlights and balayage, and trim and shape beards.",
        ("services",),
    ),
    Known(
        "Can I park nearby?",
        ("Is there parking?", "Where can I park my car?", "Do you have a parking lot?"),
        "There is metered parking on Willow Street and a garage at 70 Henry Street, three minutes on foot.",
        ("location",),
    ),
    Known(
        "How can I pay?",
        (
            "Do you take credit cards?",
            "Do you accept cash?",
            "Can I pay with Apple Pay?",
            "Which cards do you accept?",
            "Do you take Venmo?",
        ),
        "We take all major credit cards, Apple Pay, Google Pay and cash.",
        ("prices",),
    ),
    Known(
        "What is your cancellation policy?",
        (
            "Do you charge for cancelling?",
            "Is there a cancellation fee?",
            "How late can I cancel?",
            "What happens if I do not show up?",
        ),
        "You can cancel or move an appointment free of charge up to 12 hours before. Later than that we charge half.",
        ("appointments",),
    ),
    Known(
        "Do you take walk-ins?",
        ("Can I come without an appointment?", "Do I need an appointment?", "Can I just drop in?"),
        "Walk-ins are welcome when a chair is free, but an appointment is the only way to be sure.",
        ("appointments",),
    ),
    Known(
        "Do you cut children's hair?",
        ("Do you do kids' haircuts?", "Can I bring my son for a haircut?", "Is there a price for children?"),
        "Yes. Children under 12 get a haircut for $35; please book it as a haircut and tell us the age.",
        ("services",),
    ),
    Known(
        "Do you sell gift cards?",
        ("Can I buy a voucher?", "Do you have gift vouchers?", "I want to give a gift certificate"),
        "Yes, for any amount from $25, at the front desk or by e-mail. They are good for two years.",
        ("prices",),
    ),
    Known(
        "Do I need a patch test before coloring?",
        ("Is an allergy test necessary?", "I am allergic to hair dye", "Do you do a patch test?"),
        "If you are new to us, or had a reaction before, please come for a free patch test 48 hours before coloring.",
        ("services",),
    ),
    Known(
        "Is the salon wheelchair accessible?",
        ("Do you have step-free access?", "Can I come in a wheelchair?", "Are there stairs?", "Is there an elevator?"),
        "Yes, the entrance is level and so is the whole salon, with an accessible restroom.",
        ("location",),
    ),
    Known(
        "Which products do you use?",
        ("Are your products vegan?", "Do you use organic products?", "Do you sell shampoo?"),
        "We work with vegan, cruelty-free products, and sell most of them at the front desk.",
        ("services",),
    ),
    Known(
        "Can I bring my dog?",
        ("Are dogs allowed?", "Are pets welcome?", "Is the salon dog friendly?"),
        "Well-behaved dogs are very welcome. There is a water bowl by the door.",
        ("location",),
    ),
    Known(
        "¿Cuál es su horario?",
        ("¿A qué hora abren?", "¿A qué hora cierran?", "¿Abren los domingos?", "¿Cuándo están abiertos?"),
        "Abrimos de lunes a viernes de 9 a 19 h, los sábados de 9 a 18 h y los domingos de 10 a 16 h.",
        ("hours",),
        "es",
        "What are your opening hours?",
    ),
    Known(
        "¿Dónde está la peluquería?",
        ("¿Cuál es su dirección?", "¿Cómo llego a la peluquería?", "¿Dónde se encuentran?"),
        "Estamos en 218 Willow Street, en Brooklyn, a dos minutos de la estación Clark Street. Busque la puerta verde.",
        ("location",),
        "es",
        "Where are you located?",
    ),
    Known(
        "¿Cuánto cuesta un corte?",
        ("¿Cuáles son sus precios?", "¿Qué precio tiene un corte de pelo?", "¿Cuánto cuesta teñirse el pelo?"),
        "El corte cuesta 55 dólares, el color y las mechas desde 140, y el arreglo de barba 25.",
        ("prices",),
        "es",
        "How much is a haircut?",
    ),
    Known(
        "¿Cuánto dura un corte?",
        ("¿Cuánto tarda un corte de pelo?", "¿Cuánto tarda el tinte?", "¿Cuánto dura el arreglo de barba?"),
        "El corte dura 45 minutos, el color y las mechas unas dos horas, y el arreglo de barba 20 minutos.",
        ("services",),
        "es",
        "How long does a haircut take?",
    ),
    Known(
        "¿Qué servicios hay?",
        ("¿Qué servicios tienen?", "¿Arreglan barbas?", "¿Cortan el pelo?", "¿Tiñen el pelo?"),
        "Cortamos el pelo, hacemos color, mechas y balayage, y arreglamos barbas.",
        ("services",),
        "es",
        "Which services do you have?",
    ),
    Known(
        "¿Se puede aparcar cerca?",
        ("¿Dónde puedo aparcar?", "¿Tienen aparcamiento?", "¿Hay donde estacionar?"),
        "Hay parquímetros en Willow Street y un garaje en el 70 de Henry Street, a tres minutos a pie.",
        ("location",),
        "es",
        "Can I park nearby?",
    ),
    Known(
        "¿Puedo ir sin cita?",
        ("¿Hace falta cita?", "¿Atienden sin cita?", "¿Necesito cita previa?"),
        "Sin cita le atendemos cuando hay una silla libre, pero solo con cita es seguro.",
        ("appointments",),
        "es",
        "Do you take walk-ins?",
    ),
    Known(
        "¿Cómo puedo pagar?",
        ("¿Aceptan tarjetas?", "¿Puedo pagar en efectivo?", "¿Se puede pagar con el móvil?"),
        "Aceptamos todas las tarjetas de crédito, Apple Pay, Google Pay y efectivo.",
        ("prices",),
        "es",
        "How can I pay?",
    ),
    Known(
        "¿Venden tarjetas regalo?",
        ("¿Tienen vales de regalo?", "¿Puedo comprar un bono para regalar?"),
        "Sí, desde 25 dólares, en recepción o por correo electrónico. Valen dos años.",
        ("prices",),
        "es",
        "Do you sell gift cards?",
    ),
    Known(
        "¿Puedo llevar a mi perro?",
        ("¿Aceptan perros?", "¿Se admiten mascotas?", "¿Puedo ir con mi perro?"),
        "Los perros que se portan bien son bienvenidos. Hay un cuenco con agua junto a la puerta.",
        ("location",),
        "es",
        "Can I bring my dog?",
    ),
)
