"""The keywords by which a customer withdraws consent, gives it again, or asks what this is."""

from __future__ import annotations

from collections.abc import Mapping

from receptionist.domain.messages import MessageKind

#: Honoured on every channel of written messages; a channel adds its own.
KEYWORDS: Mapping[str, MessageKind] = {
    "stop": MessageKind.OPT_OUT,
    "stopall": MessageKind.OPT_OUT,
    "stop all": MessageKind.OPT_OUT,
    "unsubscribe": MessageKind.OPT_OUT,
    "revoke": MessageKind.OPT_OUT,
    "optout": MessageKind.OPT_OUT,
    "opt out": MessageKind.OPT_OUT,
    "opt-out": MessageKind.OPT_OUT,
    "start": MessageKind.OPT_IN,
    "unstop": MessageKind.OPT_IN,
    "help": MessageKind.HELP,
    "info": MessageKind.HELP,
}


def keyword(text: str, keywords: Mapping[str, MessageKind]) -> MessageKind | None:
    """Return what a message means that is a keyword and nothing else; case, punctuation and spaces do not matter."""
    return keywords.get(" ".join(text.casefold().strip(" \t\r\n.,!?\"'“”‘’*").split()))
