"""What English speakers say when they want a person, a call back, or to leave their details."""

from __future__ import annotations

from receptionist.domain.reading import Intent

C = Intent.CONTACT

ROWS: tuple[tuple[Intent, float, str], ...] = (
    (
        C,
        5.0,
        (
            "(speak|talk|chat) (me|us|directly)? (to|with|through) (a|an|the|some|someone|"
            "somebody|your|my) (...)? (person|human|agent|someone|somebody|manager|representative|rep|receptionist|"
            "operator|owner|staff|assistant|advisor|colleague)?"
        ),
    ),
    (C, 4.0, "(get|pass|put|transfer|hand|connect) (me|us) (over|on|directly|straight)? (to|with|through)"),
    (
        C,
        3.5,
        (
            "(to|with|from|by|want|need) (an|a|the|some|another)? (real|live|human)? (agent|human|representative|"
            "operator|manager|supervisor|someone else)"
        ),
    ),
    (C, 4.0, "(someone|somebody|anyone|person) (i|we|that i) (can|could|may) (speak|talk|call)"),
    (C, 3.0, "(stop|tired|sick|hate) ... (bot|bots|robot|robots|machine)"),
    (C, 4.0, "(real|actual|live|human) (person|human|agent|being|operator|representative)"),
    (C, 3.0, "(agent|representative|operator|manager|supervisor) (please)? $"),
    (C, 4.0, "(call|ring|phone|contact|text) (me|us) (back)?"),
    (C, 3.0, "get back to (me|us)"),
    (C, 4.0, "(callback|call back|ring back|phone call)"),
    (C, 3.0, "(leave|pass|take) (a|on a)? (message|voicemail)"),
    (C, 3.0, "(someone|somebody|person|agent|human) (to|can|could)? (call|phone|help|contact|get back)"),
    (
        C,
        2.5,
        (
            "(my|our) (new|best|cell|mobile|phone|home|work|email|e)? (mail|phone|number|email|name|address|cell|"
            "mobile) (number|address)? (is|to|:)?"
        ),
    ),
    (C, 2.5, "(the|best) (phone|cell|mobile|email)? (number|address) (is|to|:)"),
    (C, 2.5, "(call|calls|named|known as) me"),
)
