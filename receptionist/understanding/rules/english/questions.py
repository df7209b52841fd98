"""What English speakers say when they want to know something of the business."""

from __future__ import annotations

from receptionist.domain.reading import Intent

F = Intent.FAQ

ROWS: tuple[tuple[Intent, float, str], ...] = (
    (F, 3.0, "(how much|how many|how long|how far|how often|how old|how late|how early|how big)"),
    (F, 2.0, "^ (hi|hello|hey|so|and|ok|okay|also|please|but|,|.|!)? (how|what|where|why|who|which|when|whose)"),
    (F, 1.5, "(how|what|where|why|who) (do|does|is|are|can|should|would|did|to|about|if|kind|type)"),
    (
        F,
        2.5,
        (
            "(do|does|did) (you|your|they|it|the|i|my|this|anyone) ... (do|offer|have|take|accept|provide|serve|sell|"
            "allow|need|charge|open|close|work|cover|speak|deliver|include)"
        ),
    ),
    (
        F,
        1.5,
        (
            "^ (hi|hello|hey|so|and|,)? (is|are|does|do|did|will|was|has|have|am|should|isn't|aren't) (i|the|there|"
            "your|you|it|they|this|that|my|we|a)"
        ),
    ),
    (
        F,
        2.5,
        (
            "(tell|know|wondering|ask|asking|question|questions|curious|explain|information|info|details|detail) (me|"
            "you|us)? (more|if|about|what|how|when|where|whether|why|on|regarding|which)"
        ),
    ),
    (
        F,
        2.5,
        (
            "(price|prices|pricing|cost|costs|fee|fees|charge|charges|rate|rates|hours|address|parking|policy|"
            "insurance|discount|wifi|located|location|directions|menu|payment|pay|refund|open|close|closed|closing|"
            "opening)"
        ),
    ),
    (
        F,
        4.0,
        (
            "(take|takes|taking|taken|accept|accepts|allow|allows|do|does) (walk ins|walk|reservations|bookings|"
            "appointments)"
        ),
    ),
    (F, 1.0, "<question_mark:> $"),
    (F, -3.5, "(how|what) about"),
    (F, 4.0, "(busy|crowded|packed)"),
    (F, 5.0, "((have to|long) wait|(wait|waiting) (time|times|long|list))"),
    (F, 5.0, "(possible|if|allow|allows|can|could) ... (make|have) reservations|bookings|appointments"),
    (F, 4.0, "reservations|bookings|appointments (taken|accepted|allowed|required|needed)"),
    (F, 3.0, "how long (will|is|are|until)"),
    (F, 4.0, "(check|checking) (in|out)"),
    (F, 3.0, "(is|are) (it|that|this)? (ok|okay|allowed|possible|alright|permitted) (to|if|that|$)"),
    (F, 2.0, "(is|are) there (a|an|any|some)"),
    (F, 3.0, "(is|was|has) (my|our|the) <booking:>"),
    (F, 3.0, "(do|does|did) (i|we|he|she) (still|already)? have (a|an|any|my)? <booking:>"),
    (F, 3.0, "charged twice|overcharged|(charged ... (twice|double|wrong))"),
    (F, 2.0, "can|could (i|we|you) (pay|park|bring|use|find|order|still|also|help|explain|tell)"),
    (
        F,
        1.5,
        (
            "(isn't|not|doesn't|wasn't|hasn't|haven't|still|keeps|been) (working|work|arrived|received|showing|"
            "updated|declined|charged|pending|gone)"
        ),
    ),
    (
        F,
        -3.0,
        (
            "(do you have|have you got|is there|got|any chance of) (anything|something|any|a|an|room|time|space) ... "
            "(<weekday:>|<relative_day:>|<part:>|at <hour:>|next|open|free|left|earlier|later)"
        ),
    ),
    (
        F,
        -2.5,
        (
            "(do|have|any|anything|is|are|got) ... (available|availability|openings|slots|slot) (on|at|for|this|next|"
            "tomorrow|today)"
        ),
    ),
    (F, -2.0, "(what|which) (time|day|date|times|days) (...)? (can|could) (i|we|you) (come|get|have|see)"),
)
