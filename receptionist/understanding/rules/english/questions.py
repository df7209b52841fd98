"""What English speakers say when they want to know something of the business."""

from __future__ import annotations

from receptionist.domain.reading import Intent
from receptionist.understanding.rules.english.parts import own_bookings

F = Intent.FAQ

ROWS: tuple[tuple[Intent, float, str], ...] = (
    *own_bookings.ROWS,
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
            "(price|prices|pricing|timings|timing|cost|costs|fee|fees|charge|charges|rate|rates|hours|address|"
            "parking|policy|"
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
    (
        F,
        -4.0,
        "(i|i'm|i've|we|we're|we've) (am|been|was|were|are|get|got)? (so|too|very|really|quite|pretty|a bit)? busy",
    ),
    (F, 5.0, "((have to|long) wait|(wait|waiting) (time|times|long|list))"),
    (F, 5.0, "(possible|if|allow|allows|can|could) ... (make|have) reservations|bookings|appointments"),
    (F, 4.0, "reservations|bookings|appointments (taken|accepted|allowed|required|needed)"),
    (F, 7.0, "without (a|an|any)? (prior)? (<booking:>|appointments|reservations|bookings|booking)"),
    (F, 4.0, "do (i|we|you) (need|have to have|have to make|require) (a|an) <booking:>"),
    (F, 3.0, "how long (will|is|are|until)"),
    (F, 4.0, "(check|checking) (in|out)"),
    (F, 3.0, "(is|are) (it|that|this)? (ok|okay|allowed|possible|alright|permitted) (to|if|that|$)"),
    (F, 2.0, "(is|are) there (a|an|any|some)"),
    (F, 3.0, "(charged twice|overcharged|charged ... (twice|double|wrong))"),
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
        1.5,
        (
            "^ (hi|hello|hey|so|and|ok|okay|also|please|but|,|.|!)? (am|is|are|does|did|will|would|was|were|has|"
            "should|isn't|aren't|((do|have|don't) (you|i|we|they|the|your)))"
        ),
    ),
    (F, 2.5, "^ you (guys|all|folks|people)? (have|do|take|sell|offer|open|deliver|charge|accept|carry|got)"),
    (F, 2.5, "you guys (have|do|take|sell|offer|open|deliver|charge|accept|carry|any|good|still)"),
    (F, 5.0, "cancellation (policy|policies|fee|fees|charge|charges|window|notice|terms|period|rules|cost)"),
    (
        F,
        3.5,
        (
            "(how (many|much|long|far|late|early|soon)|what happens if|what if|(do|will|would) (i|we) (have to pay|"
            "pay|get charged|be charged|get|lose)|fee|penalty) ... (cancel|cancelling|canceling)"
        ),
    ),
    (
        F,
        2.5,
        (
            "(is|are|was) (it|that|there|this)? (normal|safe|true|free|necessary|mandatory|required|included|ready|"
            "possible|legal|painful|worth|too)"
        ),
    ),
    (
        F,
        2.5,
        (
            "(will|would|should|do|does|did) (i|it|he|she|we|they|my|the|insurance) (...)? (be able|need|have to|hurt|"
            "still|take|cover|last|cost|help|work|ready|get)"
        ),
    ),
    (
        F,
        2.5,
        (
            "(lost|stolen|locked|blocked|stuck|frozen|expired|declined|rejected|refused|missing|swallowed|hacked|"
            "failed|disappeared|broke) (my|our|card|account|payment|transfer|app|money|refund|order)"
        ),
    ),
    (
        F,
        2.5,
        (
            "(card|account|payment|transfer|app|money|refund|order|pin|password|deposit|statement|balance|"
            "transaction) ... (lost|stolen|locked|blocked|stuck|frozen|expired|declined|rejected|refused|missing|"
            "failed|disappeared|not|hasn't|won't|doesn't|isn't|didn't|wrong|recognise|recognize)"
        ),
    ),
    (
        F,
        3.0,
        (
            "(won't|doesn't|wouldn't|not|don't|didn't|haven't|hasn't) (let me|letting me|recognise|recognize|receive|"
            "received|get my|got my)"
        ),
    ),
    (F, 3.0, "(name|address|number|phone|email|hours) (of|for|to|at) (your|the|that|this)"),
    (
        F,
        2.5,
        (
            "^ (the|your|please|,)? (hours|menu|opening times|opening hours|address|location|prices|price list|rates|"
            "directions|parking) (please|.|!|<question_mark:>)? (please)? (<question_mark:>|.)? $"
        ),
    ),
    (F, 2.5, "is (my|our|the) ... (ready|done|finished|in stock|available)"),
    (F, 2.0, "(any|some) (...)? (dishes|discounts|deals|specials|options|info|information|offers|news about)"),
    (F, 2.0, "(difference between|side effects|recommend|suggest|advise|what (brand|brands|kind|type|form|forms))"),
    (F, 3.0, "(is it|is that|was i|i was) (true|told|right)"),
    (
        F,
        3.0,
        (
            "(do|does|will|can|could|would|are) ... (take|taking|accept|accepting|allow|trake) (me to (make|book|"
            "have))? (a)? (reservation|reservations|booking|bookings|walk ins|walkins|appointments)"
        ),
    ),
    (
        F,
        4.0,
        ("(allow|allows|let) (me|us|you|people|customers|guests) (to)? (make|book|reserve|bring|have|smoke|park)"),
    ),
    (
        F,
        -3.0,
        (
            "(is it|it be|would it be|be) possible (for (you|someone|me|us))? (to|for) (have|get|see|come|bring|book|"
            "schedule|reserve|send|make)"
        ),
    ),
    (
        F,
        2.0,
        (
            "^ (hi|hello|hey|so|and|also|please|but|,|.|!)? (can|could|may|might|am i allowed to|are we allowed to) "
            "(i|we|my|our|the|kids|dogs|people|someone|<people:>)"
        ),
    ),
    (
        F,
        2.5,
        (
            "(never|not|hasn't|haven't|didn't|wasn't|isn't|don't) (came|come|arrived|arrive|got|get|gotten|received|"
            "receive|accepted|approved|sent|refunded|credited|shipped|delivered|gone|went|shown|recognised|"
            "recognized) (my|the|a|through|yet|it|.|$)?"
        ),
    ),
    (
        F,
        2.0,
        (
            "(invoice|bill|receipt|statement|package|parcel|confirmation|refund|deposit|fee|top up|charge|order) ... "
            "(never|not|wrong|missing|late|incorrect|off|isn't|wasn't|hasn't|didn't|don't)"
        ),
    ),
    (F, 3.5, "any (idea|clue|word|news|update) (when|why|how|what|if|where|whether|on|about)"),
    (
        F,
        2.0,
        (
            "^ (so|and|hi|,)? (is|are) ... (included|allowed|free|extra|provided|required|mandatory|vegan|gluten|safe|"
            "refundable|trained|certified|licensed|hiring)"
        ),
    ),
    (F, 3.0, "is (breakfast|lunch|dinner|brunch) (included|served|free|extra|available)"),
    (
        F,
        -2.0,
        (
            "^ (hi|hello|hey|so|and|also|please|but|,|.|!)? (can|could|may) (i|we|my <people:>) (please)? (come|get|"
            "book|have|see|make|schedule|reserve|grab|steal|take|bring|do|move|change|cancel|reschedule|talk|speak|"
            "stop|be seen|set|swap|trade|switch)"
        ),
    ),
    (
        F,
        2.5,
        (
            "(statement|bill|account|app|website|site|invoice|receipt|screen|page|it) (shows|says|displays|lists|"
            "looks|keeps|tells)"
        ),
    ),
    (
        F,
        2.5,
        ("(anyone|anybody|someone|somebody|staff) (there|here)? (speak|speaks|know|knows|do|does|sell|sells|use|uses)"),
    ),
    (F, 4.0, "cancel ... (free|free of charge|for free|without (charge|paying|a fee|fee|penalty))"),
    (F, -4.0, "too (early|late|soon)"),
    (F, 2.5, "^ (so|hi|hey|,)? got (any|some|a|an)? ... <question_mark:>"),
    (F, 2.5, "(till|until|from|up to|since) (when|what time)"),
    (
        F,
        4.0,
        (
            "(provide|give|offer|share|have|get|got|need|want) (me|us)? (a|an|some|any|the|your|more)? (...)? advice|"
            "tips|guidance|recommendations|recommendation"
        ),
    ),
    (
        F,
        3.0,
        (
            "medicine|medicines|medication|medications|tablets|pills|antibiotics|painkillers (together|with|"
            "and|before|<question_mark:>)"
        ),
    ),
    (F, 4.0, "first time (<booking:>|here|with|customer|client|patient|visitor|caller|user|.|,|$)"),
    (F, -4.0, "packed up"),
)
