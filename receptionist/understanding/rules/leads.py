"""How surely words lead up to a name."""

from __future__ import annotations

from enum import StrEnum


class Lead(StrEnum):
    """What may follow the words."""

    #: "my name is": a name, however it is written.
    SURE = "sure"
    #: "this is", "I am": a name where it has capitals, or where two unknown words follow, as speech is written down.
    LIKELY = "likely"
    #: "hi, this is": as likely, and one unknown word is enough where nothing is written with capitals.
    SPOKEN = "spoken"
    #: "for", "with": a name only where it has capitals.
    WEAK = "weak"
