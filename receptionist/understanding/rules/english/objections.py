"""How customers say in English that an answer was none, and that they have had enough."""

from __future__ import annotations

OBJECTIONS: tuple[str, ...] = (
    (
        "(not|isn't|wasn't) (really|quite|exactly|at all)? (what|the question) (i|we)? (asked|meant|mean|"
        "was asking|am asking|wanted to know|need to know)"
    ),
    (
        "(did not|didn't|have not|haven't|does not|doesn't|do not|don't|still not) (really|quite|actually|"
        "even)? (answer|answered|answering) (my|the|that|this|it|me|us) (question|questions)?"
    ),
    (
        "^ (oh|well|,)? (no|nope|nah|sorry) ,? (no|sorry)? ,? (i|we) (mean|meant|was asking|am asking|asked|wanted to "
        "know)"
    ),
    "(i was asking|my question was|that was not my question|that wasn't my question)",
    "(wrong|that is no|not an) answer",
)

COMPLAINTS: tuple[str, ...] = (
    "(complain|complaint|complaints|disgusted|rude|awful service)",
    (
        "(ridiculous|useless|terrible|frustrating|frustrated|annoying|annoyed|unbelievable|pathetic|a joke|fed up|"
        "waste of time|sick of this|stupid|idiot|wtf|unacceptable)"
    ),
    "you (do not|don't|are not|aren't|never) (understand|get|listen|listening|understanding|helping)",
    "(i have|i've|i) (already|just) (told|said|answered)",
    "(nobody|no one|none of you) (ever)? (answers|answered|replies|replied|responds|called|calls|cares)",
    "(the|my) <ordinal:> time (i'm|i am|i've|i have|that i|i) (writing|asking|calling|asked|called|wrote|said)",
)
