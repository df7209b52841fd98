"""What is left for a person: once, however often it is tried, and with all that belongs to it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from receptionist import follow_ups
from receptionist.domain.actions import HandOverReason
from receptionist.models import AuditEvent, Business, FollowUp
from tests.people import converse

Leave = Callable[[str], FollowUp]


@pytest.fixture
def leave(db: None) -> Leave:
    conversation = converse(Business.objects.create(name="Salon"), "+447700900123")

    def act(summary: str) -> FollowUp:
        return follow_ups.leave(
            business_id=conversation.business_id,
            conversation_id=conversation.pk,
            reason=HandOverReason.VOICEMAIL,
            summary=summary,
            key="voicemail:1",
        )

    return act


@pytest.mark.parametrize("words", ["Please call me.", "Please call me. " * 100], ids=["short", "long"])
def test_a_task_tried_again_stays_as_it_was(leave: Leave, words: str) -> None:
    first = leave(words)
    assert leave(words).summary == first.summary
    assert FollowUp.objects.get().summary == words[:500]
    assert AuditEvent.objects.filter(kind="handed.over").count() == 1


def test_what_is_known_later_is_added_to_the_task(leave: Leave) -> None:
    leave("https://example.com/recording")
    leave("My name is Bea.")
    assert FollowUp.objects.get().summary == "https://example.com/recording\nMy name is Bea."


def test_a_task_counts_as_left_once_it_is_and_after_it_is_done(leave: Leave) -> None:
    assert not follow_ups.is_left("voicemail:1")
    task = leave("Please call me.")
    follow_ups.finish(task.pk, by="ana")
    assert follow_ups.is_left("voicemail:1")
