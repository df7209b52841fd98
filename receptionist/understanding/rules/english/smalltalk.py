"""What English speakers say that asks nothing of a business: chat, complaints, and what other helpers are asked for."""

from __future__ import annotations

from receptionist.domain.reading import Intent

U, S, C = Intent.UNKNOWN, Intent.SCHEDULE, Intent.CONTACT

ROWS: tuple[tuple[Intent, float, str], ...] = (
    # Chat
    (U, 4.0, "how (are|is|was|have|do) (you|ya|u|your day|your weekend|life|things|it going|everything) (doing|been)?"),
    (U, 4.0, "what (is|are|was|do) you? (up to|your name|your favorite|your favourite|your hobbies|think about|like)"),
    (U, 4.0, "(who (are|made|built|created) you|how old are you|where (were you born|are you from|do you live))"),
    (U, 4.0, "are you (a|an)? (robot|bot|chatbot|machine|ai|computer|single|married|happy|okay)"),
    (U, 4.0, "(meaning|point|purpose) of (...)? (life|existence|everything)"),
    (U, 6.0, "(my life|existence)"),
    (U, 6.0, "(joke|jokes|riddle|riddles|(something|anything) funny|fun fact)"),
    # Of a helper at home
    (U, 4.5, "(timer|timers|alarm|stopwatch|playlist|podcast|whisper mode|grocery list|shopping list|to do list)"),
    (U, 4.5, "(remind me to|wake me)"),
    (U, 6.0, "(play|skip|resume|shuffle|pause|hear|listen to|look up|put on) ... (song|songs|music|album|track|radio)"),
    (
        U,
        4.5,
        (
            "(turn|switch|change|adjust|raise|lower|increase|decrease|make|set) ... (volume|light|lights|brightness|"
            "thermostat|louder|quieter|speaker)"
        ),
    ),
    (U, 4.5, "(flip|toss|roll) (a|the|some)? (...)? (coin|die|dice)"),
    # Of a reference book
    (U, 5.0, "(spell|spelled|spelling|pronounce|translate|synonym|synonyms|antonym|definition|rhymes) "),
    (U, 8.0, "(is|calculate|add) ... (plus|minus|divided by|multiplied by|<number:> x|times) (<number:>|<clock:>|$)"),
    (U, 3.0, "look up (the|some|how|what|who)"),
    (U, 4.0, "(weather|forecast|headlines|horoscope|stock price|lottery)"),
    (U, 5.0, "(capital|population|president|currency|prime minister) of"),
    (U, 4.5, "who (won|wrote|invented|discovered|sang|directed)"),
    # Displeased, or only telling
    (C, 3.5, "(complain|complaint|complaints)"),
    (S, -3.0, "(complain|complaint|complaints|my (last|previous) (<booking:>|haircut|cut))"),
    (
        U,
        2.5,
        (
            "(was|were|is|so|very|really|such|been) (a|an|so|very|really|not)? (awful|terrible|horrible|bad|rude|"
            "disappointing|disappointed|unacceptable|disgusting|unprofessional|happy with)"
        ),
    ),
    (U, 3.0, "(ruined|botched|messed up|screwed up) (my|our|the|it|everything)"),
    (U, 3.0, "(nobody|no one|none of you) (showed|came|called|answered|turned|apologised|apologized|told|was)"),
    (U, 3.5, "(running|am|i'm|be) (a bit|a little|a few minutes|very|so|<number:> <unit:>)? late"),
    (S, -3.0, "charged twice|overcharged|(charged ... (twice|double|wrong))"),
)
