"""A knowledge base to ask."""

from __future__ import annotations

#: A salon's FAQs, written for these tests: question, other wordings, answer.
SALON = [
    (
        "What are your opening hours?",
        ["When are you open?", "Are you open on Saturdays?", "¿Qué horario tenéis?"],
        "We are open Monday to Friday from 9:00 to 18:00 and Saturday from 10:00 to 14:00.",
    ),
    (
        "Where are you located?",
        ["What is your address?", "How do I get there?", "¿Dónde estáis?"],
        "12 High Street, next to the post office.",
    ),
    ("How much is a haircut?", ["What are your prices?", "¿Cuánto cuesta un corte?"], "A haircut is 25 euros."),
    ("Is there parking?", ["Where can I park?", "¿Hay aparcamiento?"], "There is a car park behind the building."),
    ("Which ways of paying do you take?", ["Can I pay by card?", "¿Puedo pagar con tarjeta?"], "Cash and all cards."),
    (
        "What is your cancellation policy?",
        ["What happens if I cancel late?", "Is there a cancellation fee?"],
        "Free up to 24 hours before.",
    ),
    ("Do you cut children's hair?", ["Do you take kids?"], "Yes, from age three."),
    ("Do you sell gift vouchers?", ["Can I buy a gift card?"], "Yes, at the desk."),
    ("Can I come without an appointment?", ["Do you take walk-ins?"], "If a chair is free."),
    ("Are you wheelchair accessible?", ["Is there a step at the door?"], "Yes, level access."),
    ("Can I bring my dog?", ["Are pets allowed?"], "Small dogs are welcome."),
    ("Do you offer student discounts?", ["Is there a discount for seniors?"], "10 % on weekdays."),
]
