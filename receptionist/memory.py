"""States and events as JSON, for the rows they live in; checked when they are read back."""

from __future__ import annotations

import logging
from typing import Annotated, Any, cast

from pydantic import Field, TypeAdapter, ValidationError

from receptionist.domain.events import Event
from receptionist.domain.state import ConversationState
from receptionist.models import Conversation

log = logging.getLogger(__name__)

_STATE: TypeAdapter[ConversationState] = TypeAdapter(ConversationState)
_EVENT: TypeAdapter[Event] = TypeAdapter(Annotated[Event, Field(discriminator="happened")])


def load_state(conversation: Conversation) -> ConversationState:
    """Recall a conversation; one that an older version of Sara wrote and that is no longer valid starts afresh."""
    fresh = ConversationState(language=conversation.business.language)
    if not conversation.state:
        return fresh
    try:
        return _STATE.validate_python(conversation.state, strict=False)
    except ValidationError as error:
        log.warning("the state of conversation %s is forgotten: %s", conversation.pk, error.error_count())
        return fresh


def dump_state(state: ConversationState) -> dict[str, Any]:
    """Make a state fit for its row; what stood around the last utterance is told anew with the next."""
    return cast(dict[str, Any], _STATE.dump_python(state, mode="json", exclude={"around", "unless_question"}))


def load_event(data: dict[str, Any]) -> Event:
    """Recall an event from a journal; raises pydantic.ValidationError when it is none."""
    return _EVENT.validate_python(data, strict=False)


def dump_event(event: Event) -> dict[str, Any]:
    """Make an event fit for a journal."""
    return cast(dict[str, Any], _EVENT.dump_python(event, mode="json"))
