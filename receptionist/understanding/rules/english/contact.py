"""How English speakers introduce themselves, spell, and are asked."""

from __future__ import annotations

from collections.abc import Mapping

from receptionist.understanding.rules.leads import Lead
from receptionist.understanding.rules.patterns import words

_HELLO = "^ (hi|hello|hey|hiya|yo|good (morning|afternoon|evening)) (there)? (,|.|!)?"
#: What stands before a name, and is no part of it.
TITLES = words("mr mrs ms miss mister missus dr doctor prof professor sir madam captain sergeant father reverend")
_TITLE = f"({'|'.join(TITLES)}) (.)?"

#: Words that lead up to a name, and how surely.
NAMES: tuple[tuple[str, Lead], ...] = (
    ("my|the|his|her|our (full|first|last)? name (is|was|:|=|,)?", Lead.SURE),
    ("name (is|:|=)", Lead.SURE),
    ("^ (full|first)? name", Lead.SURE),
    ("(under|in|with|on|by) (the)? name (of|is|:)?", Lead.SURE),
    ("under", Lead.SURE),
    ("(people|they|friends|everyone|everybody|you can|you may|please|just) (usually)? call me", Lead.SURE),
    ("^ call me", Lead.WEAK),
    ("i go by", Lead.SURE),
    (f"(this is|it is|it|i am|i'm|that is|for) {_TITLE}", Lead.SURE),
    ("on behalf of", Lead.LIKELY),
    (f"{_HELLO} (this is|it|it is|i am|i'm)", Lead.SPOKEN),
    ("^ (yes|yeah|,)? this is", Lead.SPOKEN),
    ("(you can|just|please) (put|use|write) (it|me)? (down)? (as|under)?", Lead.WEAK),
    ("(i am|i'm) (called|named|known as)", Lead.SURE),
    ("(booked|listed|registered|reserved|reservation|booking|table|appointment|it) (is)? (under|by)", Lead.SURE),
    ("(this is|it is)", Lead.LIKELY),
    ("(i am|i'm)", Lead.LIKELY),
    ("(it|this)", Lead.WEAK),
    ("(for|by|speaking to|talking to)", Lead.WEAK),
)

#: Two unknown words after "this is" are no name where one of them ends so: "feeling unwell".
NO_NAME_ENDINGS: tuple[str, ...] = ("ing", "ed", "ly")

#: What leads up to the last name where both are given apart.
LAST_NAME = "(last|family|second) name (is|:)?|surname (is|:)?"

#: What may be called by whom it is for: "the Ana Ruiz booking".
NAMED_AFTER = "booking|reservation|table|party"

#: Words that stand where a name might, and are none.
NO_NAMES = frozenset(
    words(
        """
        ssn confirmation password passcode pasword card booking order policy invoice reference pin zip code account
        allergic pregnant diabetic vegan vegetarian gluten sick ill urgent ridiculous crazy insane absurd awful weird
        serious important private confidential personal bad good wrong true false fake real single married divorced
        retired home outside inside here there downtown nearby busy free open broke lost stuck done ready late early
        american canadian british english french german spanish italian mexican indian chinese japanese irish dutch
        korean thai vietnamese greek turkish polish russian lebanese brazilian
        muslim jewish catholic hindu asian african european new old afraid scared nervous anxious curious
        interested sorry happy sad angry mad upset tired hungry thirsty cold hot dizzy sore able unable aware fine cool
        nice great awesome amazing perfect stupid dumb silly funny hard tough easy difficult impossible possible
        urgent emergency regarding concerning about patient customer client caller tenant owner manager everyone nobody
        useless stupid idiot idiots moron rubbish garbage liar damn hell fuck fucking fuck off shut suck sucks joke
        said says say tell told ask asked doctor nurse none anonymous private secret unknown whatever whoever anyone
        myself yourself forget skip pass stop continue proceed hurry wait waiting hold hang again later earlier sooner
        two three please thanks refuse prefer rather decline privacy reason book booked same usual before already
        spam scam test bs bullshit nonsense hello goodbye someone nothing everything mom mum dad mother father
        """
    )
)

#: Words of the tables that people are called, too.
ALSO_NAMES = frozenset(
    words(
        """
        bill ray rob rose grace mark jack king price love faith hope miles drew chase grant pat sue young wood park moon
        dean carol penny page frank gene glen cliff sandy dale lane cook baker porter hunter carter mason guy joy max
        art ben bond fisher mohamed mohammed muhammed ahmed hamed fred alfred reed jed ned ted emily sally kelly molly
        holly billy lily carly shelly beverly kimberly sterling ming ling harding manning fleming
        """
    )
)

#: Words that follow a name at the beginning of a message.
NAMES_BEFORE: tuple[str, ...] = ("here", "speaking", "is (my|the) name", "is what|how")

#: Words by which a sentence begins: none that follows is the name that was asked for.
SUBJECTS = frozenset(
    words(
        """
        i i'd i'll i've you you're you'll you'd your he she we we're we'd we'll they they're why what how who when where
        don't do can can't could will won't would that's not never
        """
    )
)

#: A question in return: the names in it are not the customer's.
ASKS_BACK: tuple[str, ...] = (
    "^ (is|are|was|were|does|do|did|has|have) ... ... <question_mark:>",
    "^ (who|where|when|why|which|how (much|many|long|far|late|does|do|is)|what (is|are|does|do|time|kind))",
)

#: What the receptionist asked for last.
ASKS: tuple[tuple[str, str], ...] = (
    ("name", "(name|surname|who (calling|speaking|am i|is this|is calling|should|shall))"),
    ("email", "email|mail"),
    ("phone", "(phone|telephone|mobile|cell|number (to|can|should|we)|reach you|call you)"),
    ("time", "(time|when|hour)"),
    ("day", "(date|day|when|which (day|date))"),
)

#: What a spelling word stands for; "double" and "triple" repeat the digit after them.
SPELLING: Mapping[str, str] = {
    "at": "@",
    "dot": ".",
    "point": ".",
    "period": ".",
    "underscore": "_",
    "dash": "-",
    "hyphen": "-",
    "minus": "-",
    "at sign": "@",
    "at symbol": "@",
    "under score": "_",
    "plus sign": "+",
    "plus": "+",
    "oh": "0",
    "o": "0",
    "nought": "0",
    "naught": "0",
    "hundred": "00",
    "thousand": "000",
    "double": "2x",
    "triple": "3x",
}

#: Words that stand before a phone number rather than any other.
PHONE_LABELS = frozenset(["ph", "phone", "tel", "telephone", "cell", "mobile", "number", "call", "reach"])

#: What is said as one number of hundreds; English says "nine hundred" in two words, which SPELLING joins.
HUNDREDS: Mapping[str, int] = {}

#: Words that stand before another number than that of a phone.
OTHER_NUMBERS = frozenset(
    words(
        """
        account order policy invoice confirmation reference ref tracking ticket claim case receipt booking reservation
        card ssn security zip postcode code pin license licence plate vin member membership passport room suite
        """
    )
)

#: Words that stand between the groups of a number as it is said.
BETWEEN_GROUPS = frozenset(("then", "space", "pause", "dash", "hyphen", "dot", "point"))

#: Words between two numbers by which the first is taken back.
TAKES_BACK = frozenset(("sorry", "no", "wait", "actually", "correction", "scratch", "oops", "rather"))

#: Words that announce an e-mail address.
EMAIL_LABELS = frozenset(["email", "mail", "emails", "inbox"])

#: What stands before somebody of the staff who is asked for, or before and after: "is Maya free".
BEFORE_STAFF = frozenset(words("with see by prefer want have get like w"))
ASKS_ABOUT_STAFF = frozenset(words("is does has can will when"))
AFTER_STAFF = frozenset(words("free available in working works there have do off"))
