from __future__ import annotations

import pytest

from channels_whatsapp import consent
from receptionist.domain.messages import MessageKind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("STOP", MessageKind.OPT_OUT),
        ("Unsubscribe.", MessageKind.OPT_OUT),
        ("stopall", MessageKind.OPT_OUT),
        ("OPTOUT", MessageKind.OPT_OUT),
        ("Stop promotions", MessageKind.OPT_OUT),
        ("START", MessageKind.OPT_IN),
        ("help", MessageKind.HELP),
    ],
)
def test_the_keywords_are_honoured_because_nobody_else_does(text: str, kind: MessageKind):
    assert consent.keyword(text) is kind


@pytest.mark.parametrize("text", ["cancel", "CANCEL", "end", "quit", "yes", "stop by tomorrow?"])
def test_a_bare_cancel_means_the_appointment(text: str):
    assert consent.keyword(text) is None
