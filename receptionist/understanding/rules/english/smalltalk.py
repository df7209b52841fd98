"""What English speakers say that asks nothing of a business: chat, complaints, and what other helpers are asked for."""

from __future__ import annotations

from receptionist.domain.reading import Intent

U, S, C = Intent.UNKNOWN, Intent.SCHEDULE, Intent.CONTACT

ROWS: tuple[tuple[Intent, float, str], ...] = (
    # Chat
    (
        U,
        4.0,
        "how (are|is|was|have|do|did) (you|ya|your day|your weekend|life|things|it going|everything) (doing|been)?",
    ),
    (U, 4.0, "what (is|are|was|do) you? (up to|your name|your favorite|your favourite|your hobbies|think about|like)"),
    (U, 4.0, "(who (are|made|built|created) you|how old are you|where (were you born|are you from|do you live))"),
    (U, 6.0, "(am|are) (i|we) (now)? (speaking|talking|chatting) (to|with)"),
    (U, 6.0, "are you (a|an)? (robot|bot|chatbot|machine|ai|computer|single|married|happy|okay)"),
    (U, 4.0, "(meaning|point|purpose) of (...)? (life|existence|everything)"),
    (U, 6.0, "my (life|existence)"),
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
    (S, -3.0, "(charged twice|overcharged|charged ... (twice|double|wrong))"),
    # Not yet, or not here
    (
        U,
        3.5,
        (
            "^ (ok|okay|hm|well|,)? (just)? (one|a|give me a|hang on a|wait a) (moment|second|sec|minute|min) (please|"
            ".|!)? $"
        ),
    ),
    (
        U,
        4.0,
        "^ (ok|please|,)? (hold on|hang on|wait|let me (think|check|see|ask|look)|i'll (think|check|let you know))",
    ),
    (
        U,
        3.5,
        (
            "(say that again|repeat (that|it|yourself|what)|come again|(didn't|don't|couldn't) (quite)? (catch|hear|"
            "understand) (that|you|what|it))"
        ),
    ),
    (U, 5.0, "wrong number|(not sure (yet)? $)|(just (looking|browsing|checking))"),
    (U, 4.5, "(happy|merry) (birthday|christmas|holidays|easter|new|anniversary)"),
    (
        U,
        4.0,
        (
            "(i|i'm|i am) (feel|feeling|am|so|just|really|very)? (so|very|really|a bit)? (sad|bored|lonely|hungry|"
            "happy|sleepy|tired|depressed)"
        ),
    ),
    (U, 6.0, "(do|can|are) you (dream|sleep|eat|real|human|alive|love|feel|sing|dance|like|hate|drunk|smart|stupid)"),
    # Of a helper at home, of a bank, of a shop
    (
        U,
        4.5,
        (
            "(whisper|(speak|talk) (more)? (quietly|softly|louder|slower|faster|slowly|quieter)|(change|switch|use) "
            "your (accent|voice|name|language))"
        ),
    ),
    (
        U,
        5.0,
        (
            "^ (please|hey|ok|can you|could you|will you|i want you to|,)? (please)? (play|translate|sing|google|mute|"
            "unmute|dim|search for|text|email|roll|flip|toss|multiply|divide|subtract|order|buy|track|unlock|lock|"
            "turn (on|off|up|down))"
        ),
    ),
    (
        U,
        5.0,
        (
            "^ (please|hey|ok|can you|could you|,)? (please)? (open|close|find|pay|transfer|send|tell|read|give) "
            "(me)? (a|an|my|the|some|money|funds|<number:>)? (...)? (door|doors|garage|window|blinds|lights|phone|"
            "keys|bill|bills|savings|checking|money|dollars|story|recipe|app|message|email)"
        ),
    ),
    (
        U,
        4.5,
        (
            "(timer|alarm|reminder|calculator|selfie|screenshot|bedtime story|recipe|recipes|calories|movie|movies|"
            "showtimes|episode|lyrics|bitcoin|stocks|shares|dow jones|traffic)"
        ),
    ),
    (
        U,
        4.0,
        (
            "(my|the) (credit score|bank balance|bank account|account balance|checking account|savings account|"
            "balance|paycheck|"
            "electric bill|tax|taxes|gas tank|spending|shopping)"
        ),
    ),
    (
        U,
        4.5,
        (
            "how (tall|deep|heavy|fast|hot|cold|high|far|many people|many calories|many ounces|many cups) (is|are|was|"
            "does|live|do|in) (it|the|a|an|mount|lake|there)? (to|from|moon|sun|earth|ocean|sea)?"
        ),
    ),
    (
        U,
        5.0,
        (
            "(what|which) (song|movie|music|team|country|planet|year|animal|language|color|colour) (is|was|are|has|"
            "did|do|won)"
        ),
    ),
    (U, 5.0, "who (is|was|are|were) the (president|king|queen|author|inventor|ceo|first|richest|mayor|pope|prime)"),
    (
        U,
        5.0,
        (
            "when (did|was|were) (the|world|wwii|columbus|america) (...)? (sink|born|die|built|invented|end|begin|"
            "start|discovered|founded|war)"
        ),
    ),
    (U, 4.5, "(latest|today|tonight|breaking|local) (news|scores|score|headlines)|((score|result) of the)"),
    (U, 4.5, "(do|does|are|is) ... (aliens|ghosts|god|santa|dinosaurs|unicorns|vampires) ..."),
    (U, 4.5, "<number:> (percent|times|plus|minus|squared|divided) ... <number:>"),
    (U, 4.0, "how do (you|i|they|we) say ... in"),
    (
        U,
        4.0,
        (
            "(convert|how many) ... (ounces|cups|liters|grams|kilos|inches|feet|miles|pounds|celsius|fahrenheit) (to|"
            "in|into|are)"
        ),
    ),
    (
        U,
        3.5,
        (
            "(i (love|hate|miss|like) you|you (suck|rock|stink|are (the best|awesome|funny|great|stupid|dumb))|"
            "(i'm|am) (just)? (kidding|joking))"
        ),
    ),
    (U, 4.0, "(is|are) (anybody|anyone|someone|you) (still)? there (.|<question_mark:>)? $"),
    (U, 6.0, "have a (good|great|nice|lovely|wonderful|blessed) (day|one|evening|night|weekend|time|afternoon)"),
    (
        U,
        3.0,
        (
            "i (had|have had) (a|an) (great|good|bad|awful|long|nice|wonderful|terrible|rough) (day|week|weekend|time|"
            "night)"
        ),
    ),
    (
        U,
        4.0,
        (
            "my (team|boss|mom|dad|neighbor|neighbour|ex|friend|brother|sister) (is|was|lost|won|died|left|hates|"
            "loves|keeps)"
        ),
    ),
    (
        U,
        6.0,
        (
            "^ (hey|hi|yo|hello|,)? (what up|sup|wassup|whassup|what new|what going on|what happening) (.|!|"
            "<question_mark:>)? $"
        ),
    ),
    (
        U,
        5.0,
        (
            "(what|who|which) (is|are)? your (name|age|country|job|gender|religion|birthday|hobby|hobbies|"
            "favorite|favourite|zodiac)"
        ),
    ),
    (
        U,
        6.0,
        "(where|what (city|country|town|street|state|room)|which (city|country|town|street|room)) am i (in|on|at)?",
    ),
    (U, 4.0, "(can't|won't|wouldn't|don't) believe"),
    (U, 3.5, "(too|so|very|really|a bit|seem|seems) (high|expensive|pricey|costly|steep)"),
    (U, 6.0, "(call|get|order|hail|book) (me|us)? (a|an) (taxi|cab|uber|lyft)"),
    (U, 5.0, "(when|after|if|before) (we|you|people|i) die"),
    (U, 5.0, "what do you think"),
)
