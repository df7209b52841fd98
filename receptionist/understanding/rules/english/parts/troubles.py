"""What English speakers tell of when something is broken, hurts or needs care: they want it seen to."""

from __future__ import annotations

from receptionist.domain.reading import Intent

S = Intent.SCHEDULE

_MINE = "(my|our|his|her|their|the|a)"
_WHO = "(my|our|his|her|their|the|he|she|it|they|i|i'm|i've|we)"
_IS = "(is|are|i'm|was|has been|have been|keeps|keep|been|started|went|got|looks|look|feels|it)"
_NOISE = "noise|noises|sound|sounds|smell|smells|odor|odour|vibration"

ROWS: tuple[tuple[Intent, float, str], ...] = (
    (
        S,
        3.0,
        (
            f"{_WHO} ... {_IS} (...)? busted|clogged|leaking|dripping|flooding|flooded|overheating|smoking|sparking|"
            "rattling|squeaking|squealing|grinding|stalling|swelling|swollen|bleeding|throbbing|numb|infected|itchy|"
            "aching|sore|stiff|inflamed|sprained|limping|vomiting|wheezing|shivering|scratching|itching|coughing|"
            "sneezing|lethargic|drooling|feverish|constipated|nauseous|dizzy|unwell|poorly"
        ),
    ),
    (
        S,
        3.0,
        f"<cared_for:> ... {_IS} (...)? (blank|broken|dead|blocked|jammed|stuck|frozen|cracked|loose|down|off)",
    ),
    (
        S,
        3.0,
        (
            "keeps|keep|kept (on)? (turning|shutting|cutting|switching|tripping|making|blowing|stalling|running|"
            "dripping|leaking|slipping|beeping|flashing|blinking|freezing|overheating|falling|bleeding|"
            "(going|coming) (on|off|out|up|down|flat|loose|back))"
        ),
    ),
    (S, 3.5, f"{_NOISE} (is|are|keeps)? (coming|when|under|every|from (my|our|under))"),
    (
        S,
        3.5,
        (
            "weird|strange|funny|loud|odd|burning|grinding|squealing|squeaking|clicking|rattling|knocking|humming|"
            f"buzzing|hissing|scraping|musty {_NOISE}"
        ),
    ),
    (S, 3.0, "leak|leaks|leaking|leakage|crack|hole (in|under|from|coming|near|behind|by) (my|our|the)"),
    (S, 3.0, "(blows|blowing|only|no) (hot|cold|warm) (air|water)|no heat|no hot water"),
    (
        S,
        3.0,
        "light|lights|screen|display|alarm (just)? (came|come|comes|is|are|went|goes|keeps) (on|blank|black|dead)",
    ),
    (
        S,
        2.5,
        (
            "(have|has|got|having|with|getting|in|it is) (a|an|some|this|such)? (...)? toothache|abscess|cavity|"
            "infection|fever|rash|earache|migraine|sprain|swelling|backache|cramps|pain"
        ),
    ),
    (S, 2.5, f"(want|wants|need|needs|like|love|looking|hoping|time|trying) ... {_MINE} ... <cared_for:>"),
    (S, 2.5, "whiter|brighter|straighter|longer|shorter|healthier <cared_for:>"),
    (S, -4.0, "buy|buying|sell|selling|rent|renting|lease|hire|find|finance|insure ... <cared_for:>"),
    (
        S,
        3.0,
        "(won't|wouldn't|can't|doesn't|didn't|will not|does not) stop|close|lock|drain|budge|flush|defrost|ignite",
    ),
    (S, 3.0, "(packed|conked|given|gave|burnt|burned|playing|acting|broken|broke) (up|out|down)|on the blink"),
    (S, 3.0, "(is|are) killing me"),
)
