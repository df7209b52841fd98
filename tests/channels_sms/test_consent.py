from __future__ import annotations

import pytest

from channels_sms import consent
from receptionist.domain.messages import MessageKind

OPT_OUTS = (
    """STOP|stop| Stop. |“STOP”|stop!|STOPALL|Stop all|UNSUBSCRIBE|Cancel|END|quit|REVOKE|OPTOUT|opt-out|Opt  out"""
)


@pytest.mark.parametrize("text", OPT_OUTS.split("|"))
def test_the_words_the_law_knows_end_the_messages(text: str):
    assert consent.keyword(text) is MessageKind.OPT_OUT


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("START", MessageKind.OPT_IN),
        ("unstop", MessageKind.OPT_IN),
        ("HELP", MessageKind.HELP),
        ("Info?", MessageKind.HELP),
    ],
)
def test_the_other_keywords(text: str, kind: MessageKind):
    assert consent.keyword(text) is kind


@pytest.mark.parametrize(
    "text", ["", "yes", "Stop by at 3?", "cancel my appointment", "Can you help me?", "when does it end", "start at 9"]
)
def test_a_keyword_counts_only_as_the_whole_message(text: str):
    assert consent.keyword(text) is None
