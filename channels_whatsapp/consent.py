"""STOP, START and HELP by WhatsApp, where no carrier listens for them: Sara is the only one who honours them.

A bare "cancel" is not among them: on WhatsApp it means the appointment.
"""

from __future__ import annotations

from receptionist.domain import consent
from receptionist.domain.messages import MessageKind

_KEYWORDS = {
    **consent.KEYWORDS,
    # What the buttons of templates say.
    "stop promotions": MessageKind.OPT_OUT,
    "stop messages": MessageKind.OPT_OUT,
    "block": MessageKind.OPT_OUT,
}


def keyword(text: str) -> MessageKind | None:
    """Return what a message means that is a keyword and nothing else."""
    return consent.keyword(text, _KEYWORDS)
