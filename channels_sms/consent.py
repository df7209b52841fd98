"""STOP, START and HELP by SMS, as the law and the carriers know them."""

from __future__ import annotations

from receptionist.domain import consent
from receptionist.domain.messages import MessageKind

#: Carriers block the sender on these too, CANCEL included, before Sara hears of it: whatever the customer meant,
#: no answer would arrive.
_KEYWORDS = {
    **consent.KEYWORDS,
    "cancel": MessageKind.OPT_OUT,
    "end": MessageKind.OPT_OUT,
    "quit": MessageKind.OPT_OUT,
}


def keyword(text: str) -> MessageKind | None:
    """Return what a text message means that is a keyword and nothing else."""
    return consent.keyword(text, _KEYWORDS)
