"""What says the same in English."""

from __future__ import annotations

import re

from receptionist.phrasing.manner import Manner
from receptionist.understanding.rules.english.words import CATEGORIES

# None of these may answer a question: "sure" and "of course" are a yes, which only a fact can give.
_COURTESIES = (
    *("Hello", "Hi", "Hey", "Thank you", "Thanks", "Many thanks", "Thanks so much", "Thank you very much", "Please"),
    *("Great", "Perfect", "Wonderful", "Lovely", "Thanks for your message", "Thank you for your message"),
    *("Thanks for getting in touch", "Thank you for getting in touch", "Thanks for reaching out"),
)

_EQUIVALENTS = (
    (
        "this is Sara, the virtual receptionist of",
        *("I am Sara, the virtual receptionist of", "I am Sara, the virtual receptionist at"),
        *("this is Sara, the virtual receptionist at", "this is Sara, virtual receptionist at"),
        *("Sara here, the virtual receptionist of", "Sara here, the virtual receptionist at"),
    ),
    (
        "I can book, move or cancel an appointment",
        *("I can help you book, move or cancel an appointment", "I can book, move or cancel an appointment for you"),
        "I am here to book, move or cancel an appointment",
    ),
    (
        *("What can I do for you", "How can I help you", "How can I help", "How may I help you", "How may I help"),
        *("What can I help you with", "How can I help you today", "How can I be of help"),
    ),
    ("You are welcome", "You are very welcome", "My pleasure", "Happy to help", "Glad to help", "Glad I could help"),
    ("All right", "Alright", "OK", "Okay"),
    (
        *("I have noted that", "I have made a note of that", "I have written that down", "I have that noted"),
        *("that is noted", "noted", "I have noted that down", "I have taken that down"),
    ),
    ("Goodbye", "Bye", "Bye for now"),
    (
        *("and have a good day", "have a good day", "and have a great day", "have a great day", "have a nice day"),
        *("and have a lovely day", "have a lovely day", "and have a nice day", "enjoy the rest of your day"),
    ),
    (
        *("Sorry, I did not get that", "Sorry, I did not catch that", "Sorry, I did not quite get that"),
        *("Sorry, I did not quite catch that", "I am sorry, I did not get that", "I am sorry, I did not catch that"),
        *("Sorry, I did not understand that", "Apologies, I did not catch that", "I did not quite catch that, sorry"),
        *("I am sorry, I did not quite catch that", "I am sorry, I did not understand that"),
    ),
    ("pass you on to a person", "put you through to a person", "pass you to a person", "hand you over to a person"),
    (
        *("What would you like to book", "Which service would you like to book", "What may I book for you"),
        *("What can I book for you", "Which would you like to book", "Which service may I book for you"),
    ),
    (
        *("Which day and time would suit you", "What day and time would suit you", "Which day and time suits you"),
        *("Which day and time suits you best", "What day and time suits you best", "When would you like to come"),
        *("Which day and time works for you", "What day and time works for you", "When would you like to come in"),
        *("Which day and time works best for you", "What day and time works best for you", "When would suit you"),
        *("Which day and time would work for you", "What day and time would work for you", "When would suit you best"),
        *("Which day and time would you prefer", "What day and time would you like"),
        "Which day and time would you like",
        *("Which day and time would work best for you", "What day and time would work best for you"),
        *("Which day and time would suit you best", "What day and time would suit you best"),
    ),
    (
        *("Which day and time would suit you instead", "What day and time would suit you instead"),
        *("Which day and time would you prefer instead", "What day and time would work for you instead"),
        *("When would you like to come instead", "Which day and time would work for you instead"),
        *("What day and time would work better for you", "Which day and time would suit you better"),
    ),
    ("Your appointment is on", "Your appointment is", "You have an appointment on", "You have an appointment"),
    ("is free", "is available"),
    (
        *("and I will keep it for you until", "and I am keeping it for you until", "I will keep it for you until"),
        *("I am keeping it for you until", "and I can keep it for you until", "and it is kept for you until"),
    ),
    (
        *("What name may I book it under", "What name should I book it under", "What name shall I book it under"),
        *("What name can I book it under", "Under what name may I book it", "What name should I put it under"),
        *("What name shall I put it under", "Which name may I book it under", "Under which name may I book it"),
        *("May I have a name for the booking", "What name should the booking be under", "What name shall I put down"),
        *("Under what name should I book it", "Which name should I book it under", "What name may I put it under"),
    ),
    ("I have", "We have", "I can offer", "I can offer you", "I could offer", "I could offer you", "I have got"),
    (
        *("Which would you like", "Which one would you like", "Which would you prefer", "Which do you prefer"),
        *("Which one would you prefer", "Which works best for you", "Which one works best for you"),
        *("Which suits you best", "Which one suits you best", "Which would suit you best", "Which would suit you"),
        *("Which of these would you like", "Which of these would suit you", "Which of these works best for you"),
    ),
    (
        *("Would that suit you", "Does that suit you", "Would that work for you", "Does that work for you"),
        *("Would that be all right for you", "Would you like that", "Would you like it", "Is that good for you"),
    ),
    (
        "Does that suit you, or would another day be better",
        "Does that work for you, or would another day be better",
        *("Would that suit you, or would another day be better", "Does that suit you, or would you prefer another day"),
        *("Would that work for you, or would another day be better", "Would that work, or would another day be better"),
        *("Would that work for you, or would you prefer another day", "Does that work, or would another day be better"),
        *("Does one of these suit you, or would another day be better", "Would you like that, or another day"),
    ),
    ("Sorry", "I am sorry", "I am afraid", "Unfortunately", "Sorry, but", "I am so sorry", "I am sorry, but"),
    (
        *("that time is taken", "that time is already taken", "that slot is taken", "that slot is already taken"),
        *("that time has been taken", "that time has already been taken", "that one is taken"),
    ),
    ("we are closed then", "we are closed at that time"),
    (
        *("I have nothing free then", "I do not have anything free then", "nothing is free then"),
        *("there is nothing free then", "I have nothing available then", "I do not have anything available then"),
    ),
    (
        *("Which other day and time could you come", "What other day and time could you come"),
        *("Which other day and time would suit you", "What other day and time would suit you"),
        *("Which other day and time would work for you", "What other day and time would work for you"),
    ),
    (
        *("You are booked", "You are booked in", "You are all booked", "You are booked for", "You are booked in for"),
        *("Your appointment is booked", "Your appointment has been booked", "I have booked you"),
        "I have booked you in",
        *("I have booked your appointment", "I have booked you in for", "I have booked you for", "I have you booked"),
        *("You are booked for a", "You are booked in for a", "I have booked you in for a", "I have booked your"),
        *("Your {} is booked", "Your {} appointment is booked", "I have you booked for", "I have you booked in for"),
        *("You have been booked", "You have been booked for", "You have been booked in for", "Your {} has been booked"),
    ),
    ("Our calendar is slow to answer just now", "Our calendar is slow to answer right now"),
    ("the time is kept for you", "the time is being kept for you", "I am keeping the time for you"),
    (
        *("and I will confirm once the calendar has it too", "I will confirm once the calendar has it too"),
        *("and I will confirm as soon as the calendar has it too", "I will confirm as soon as the calendar has it too"),
        "and I will let you know once the calendar has it too",
    ),
    ("It is confirmed", "Your appointment is confirmed", "Your {} is confirmed", "Your appointment is now confirmed"),
    (
        *("Done, your appointment is moved", "Your appointment is moved", "Your appointment has been moved"),
        *("I have moved your appointment", "Done, I have moved your appointment"),
        "Done, your appointment has been moved",
        *("Your {} has been moved", "Your {} is moved", "All done, your appointment has been moved"),
        "All done, I have moved your appointment",
    ),
    ("and a colleague is looking into it", "a colleague is looking into it"),
    ("tell me and I will look for one", "just tell me and I will look for one", "let me know and I will look for one"),
    (
        *("Done, your appointment is changed", "Your appointment is changed", "Your appointment has been changed"),
        *("I have changed your appointment", "Done, I have changed your appointment"),
        *("Done, your appointment has been changed", "All done, I have changed your appointment"),
    ),
    (
        *("Shall I change it to", "Should I change it to", "Would you like me to change it to"),
        *("Do you want me to change it to", "Shall I change it to a", "Would you like me to change it to a"),
    ),
    (
        *("I cannot find that one in the diary", "I cannot find that one in our diary"),
        *("I cannot see that one in the diary", "I do not see that one in the diary"),
    ),
    ("I can book it under a name only", "I can only book it under a name", "I do need a name to book it under"),
    (
        *("See you then", "We will see you then", "We look forward to seeing you then", "I will see you then"),
        *("Looking forward to seeing you then", "We look forward to seeing you", "Looking forward to seeing you"),
    ),
    (
        *("Your appointment is cancelled", "Your appointment has been cancelled", "I have cancelled your appointment"),
        *("Your {} is cancelled", "Your {} has been cancelled", "Your {} appointment has been cancelled"),
        *("Your {} appointment is cancelled", "I have cancelled your"),
    ),
    (
        *("Write or call any time to make another", "Just write or call any time to make another"),
        *("You can write or call any time to make another", "Feel free to write or call any time to make another"),
        *("Write or call whenever you would like to make another", "Write or call any time to book another"),
        *("Just write or call whenever you would like another", "Write or call any time if you would like another"),
    ),
    (
        *("Which appointment do you mean", "Which of your appointments do you mean", "Which one do you mean"),
        *("Which appointment is it", "Which appointment is this about"),
    ),
    ("I have found your appointment", "I found your appointment", "I can see your appointment"),
    (
        *("Shall I cancel it", "Should I cancel it", "Would you like me to cancel it", "Do you want me to cancel it"),
        *("May I cancel it", "Shall I go ahead and cancel it", "Would you like me to go ahead and cancel it"),
    ),
    (
        *("it stays as it is", "it stays just as it is", "it will stay as it is", "your appointment stays as it is"),
        *("I will leave it as it is", "I have left it as it is", "nothing changes", "your appointment is unchanged"),
    ),
    ("I have you in the diary", "I have you in our diary", "You are in the diary", "You are in our diary"),
    (
        *("I cannot find an upcoming appointment of yours", "I cannot find an upcoming appointment for you"),
        *("I cannot find any upcoming appointment of yours", "I cannot see an upcoming appointment of yours"),
        *("I could not find an upcoming appointment of yours", "I could not find an upcoming appointment for you"),
        *("I cannot see an upcoming appointment for you", "I do not see an upcoming appointment for you"),
    ),
    (
        *("I do not know that, so I have noted", "I do not know that, but I have noted"),
        "I do not know, so I have noted",
        *("I do not know that one, so I have noted", "I do not have an answer to that, so I have noted"),
        *("I am not sure about that, so I have noted", "I do not know that myself, so I have noted"),
    ),
    ("your question for the team", "your question for our team", "your question for my colleagues"),
    (
        *("Would you like a colleague to get back to you", "Would you like somebody to get back to you"),
        *("Shall I have a colleague get back to you", "Shall I ask a colleague to get back to you"),
        *("Would you like a colleague to be in touch", "Would you like one of my colleagues to get back to you"),
    ),
    (
        *("I have passed this on", "I have passed that on", "I have passed it on", "I have handed this on"),
        *("I have passed this along", "I have passed it along"),
    ),
    (
        *("and a colleague will get back to you", "a colleague will get back to you"),
        "and a colleague will be in touch",
        *("one of my colleagues will get back to you", "and one of my colleagues will get back to you"),
        *("a colleague will be in touch", "and a colleague will be in touch with you"),
    ),
    (
        *("What number can we call you back on", "What number can we reach you on", "Which number can we call you on"),
        *("Which number can we call you back on", "What number should we call you back on"),
        *("On what number can we call you back", "What is the best number to call you back on"),
    ),
    (
        *("Is there anything else I can do for you", "Is there anything else I can help you with"),
        *("Can I do anything else for you", "Can I help you with anything else", "Can I help with anything else"),
        *("Is there anything else I can help with", "Is there anything else you need"),
        "Anything else I can do for you",
    ),
)

MANNER = Manner(
    courtesies=_COURTESIES,
    equivalents=_EQUIVALENTS,
    spellings={
        **{f"{who}'re": f"{who} are" for who in ("you", "we")},
        **{f"{who}'ve": f"{who} have" for who in ("i", "we", "you")},
        **{f"{who}'ll": f"{who} will" for who in ("i", "we", "it")},
        **{f"{who}'s": f"{who} is" for who in ("it", "that", "what")},
        "i'm": "i am",
        "don't": "do not",
        "didn't": "did not",
        "can't": "cannot",
        "couldn't": "could not",
        "canceled": "cancelled",
        "i'd": "i would",
        "noon": "12 pm",
    },
    weekdays={word: number for word, number in CATEGORIES["weekday"].items() if word.endswith("day")},
    months=CATEGORIES["month"],
    days=(
        r"(?:(?:on|for) )?(?:the )?{weekday},? (?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)?(?: of)? {month}",
        r"(?:(?:on|for) )?{weekday},? {month} (?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)?",
    ),
    clock=re.compile(
        r"(?<![\w:.,$€£+/-])(?:(?:at|for) )?(?P<hour>\d{1,2})(?::(?P<minute>[0-5]\d))?"
        r" ?(?P<half>[ap]m|[ap]\.m\.)(?!\w)"
    ),
    halves={
        "am": {hour: hour % 12 for hour in range(1, 13)},
        "pm": {hour: hour % 12 + 12 for hour in range(1, 13)},
    },
)
