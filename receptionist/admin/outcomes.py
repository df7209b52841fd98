"""How interactions went, as staff see it: a word in a colour, a sentence or two, and a filter."""

from __future__ import annotations

from typing import ClassVar

from django.db.models import F, Q
from django.utils.html import format_html
from django.utils.safestring import SafeString

from receptionist.admin import show
from receptionist.admin.filters import StateFilter
from receptionist.domain.outcomes import Outcome
from receptionist.models import Conversation
from receptionist.telling.story import Tone

#: What staff call an outcome, and how it should look.
OUTCOMES = {
    Outcome.BOOKED: ("Booked", Tone.GOOD),
    Outcome.RESCHEDULED: ("Moved", Tone.GOOD),
    Outcome.CANCELLED: ("Cancelled", Tone.PLAIN),
    Outcome.HANDED_OVER: ("Handed over", Tone.DOUBTFUL),
    Outcome.LEAD: ("Lead", Tone.DOUBTFUL),
    Outcome.ABANDONED: ("Abandoned", Tone.BAD),
    Outcome.ANSWERED: ("Answered", Tone.GOOD),
    Outcome.SPAM: ("Spam", Tone.PLAIN),
    Outcome.NO_REQUEST: ("No request", Tone.PLAIN),
}
#: Not "equal": the database would take that for rare.
_OVER = Q(version__lte=F("closed_version"))


class OutcomeFilter(StateFilter):
    """Conversations by how they went last; what is still under way has no outcome yet."""

    title = "outcome"
    parameter_name = "outcome"
    default = ("All", Q())
    states: ClassVar = {
        **{
            str(outcome): (words, _OVER & Q(last_interaction__outcome=outcome))
            for outcome, (words, _) in OUTCOMES.items()
        },
        "under_way": ("Under way", Q(version__gt=F("closed_version"))),
    }


def badge(outcome: str) -> SafeString:
    """Show an outcome as a word in its colour."""
    words, tone = OUTCOMES[Outcome(outcome)]
    return show.badge(words, tone)


def latest(conversation: Conversation) -> SafeString | str:
    """Show how a conversation went last, with its summary; that it is under way where something came after it."""
    if conversation.version > conversation.closed_version:
        return show.badge("Under way", Tone.PLAIN)
    if conversation.last_interaction is None:
        return "–"
    outcome = badge(conversation.last_interaction.outcome)
    return format_html(
        '<span class="sara-outcome">{}<small>{}</small></span>', outcome, conversation.last_interaction.summary
    )
