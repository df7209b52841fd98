"""How English speakers ask after the appointment that they have, or believe they have."""

from __future__ import annotations

from receptionist.domain.reading import Intent

F, S = Intent.FAQ, Intent.SCHEDULE

_LOOK = "check|checking|see|view|show|verify|confirm|confirming"
_WHO_COMES = "(someone|somebody|anyone|anybody|he|she|they|it|your|the) (...)?"
_WILL = "(will|do|does|can|could|would) (i|we|you|they) (get|send|have|give|receive)"


def _asked_after(weight: float, source: str) -> tuple[tuple[Intent, float, str], ...]:
    """Speak for a question, and as much against the new appointment that its words alone would speak for."""
    return (F, weight, source), (S, -4.0, source)


ROWS: tuple[tuple[Intent, float, str], ...] = (
    (S, -5.0, "(do|does|did) (i|we|he|she) (still|already)? have (a|an|any|my)? <booking:>"),
    (S, -2.5, "(confirm|confirming|(am|are) (i|we)) (still|already)? (my|our|booked|i'll|that|down|for)"),
    (S, -4.0, "(did|have) you (get|got|receive|received) (my|our) <booking:>"),
    (F, 3.0, "(is|was|has) (my|our|the) <booking:>"),
    (F, 3.0, "(do|does|did) (i|we|he|she) (still|already)? have (a|an|any|my)? <booking:>"),
    (
        F,
        3.0,
        (
            "(confirm|check|remind me|tell me|know|remember|forgot) (what|when|which|where|if|whether) (time|day|date|"
            "is|my|the|i)"
        ),
    ),
    (F, 4.5, "(confirm|confirming) (that)? (my|our|the|i'll|i'm|we'll) ..."),
    (F, 4.0, "(did|have) you (get|got|receive|received) (my|our) <booking:>"),
    (F, 4.0, "(am|are) (i|we) (still|already)? (booked|down|scheduled|confirmed|expected)"),
    # When it is, and whether it still is
    (
        F,
        4.0,
        (
            "when|where|who|what (time|day|date)? (am|are|is|was) (i|we|my|our) (...)? (<booking:>|supposed|due|"
            "coming|booked|seeing|meant|scheduled|next)"
        ),
    ),
    (S, -4.0, "(my|our|his|her) (next|first|last|upcoming|existing|current) <booking:>"),
    *_asked_after(4.0, "(my|our|the) <booking:> (is|are|was) (still|all|on|confirmed|scheduled|booked|set|there)"),
    *_asked_after(4.0, f"{_LOOK} (on|at|up)? (my|our) (...)? <booking:>"),
    *_asked_after(4.0, f"is|are {_WHO_COMES} (still|already)? (coming|on (his|her|their|the) way|here|nearby)"),
    *_asked_after(4.5, "(check|checking|follow|following|update|status|news|word) (back|in|up)? (on|of) (my|our)"),
    *_asked_after(6.0, f"{_WILL} (me|us|out)? (a|an|any|the)? (...)? reminder|reminders|confirmation"),
    *_asked_after(4.5, "^ (my|our|the)? <booking:> (status|details|info|information|number|reference)"),
)
