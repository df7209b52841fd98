"""What Spanish speakers want: each row of each table speaks for (or against) an intent by its weight."""

from __future__ import annotations

from receptionist.domain.reading import Intent
from receptionist.understanding.rules.spanish import cancellations, moves, people, questions, smalltalk, wishes

#: Where one wish ends and another may begin.
JOINS = "(.|!|<question_mark:>|;|,)? (y|&|ademas|tambien|pero|por cierto|.|!|<question_mark:>|;|,) (tambien)?"
#: What adds a wish to the one before, and what stands in no wish that leaves out its verb: "y otra para mi hijo".
ADDS = "(y|e|&|tambien|ademas)"
SAYS_MORE = (
    "(yo|tu|usted|ella|eso|que|quien|cuando|donde|cual|como|es|son|esta|estan|fue|sea|ser|hay|puedo|puede|pueden|podria|"
    "podrian|tengo|tiene|tienen|quiero|quisiera|necesito|prefiero|me|nos|se|si|no|o|mejor|porque|libre|disponible|gracias)"
)
#: What speaks of the appointment that was named just before.
POINTS_BACK = (
    "(cancelarla|cancelarlo|cancelala|cancelela|cancelalo|anularla|anulala|anulela|eliminala|borrala|"
    "la (cancele|anule)|esa|eso)"
)
#: What begins a part that tells only what is to stay as it is: "pero mantén la del martes".
STAYS = (
    "^ (por favor|pero|y|quiero|quisiera|queremos|me gustaria|prefiero)? (manten|mantenme|mantenga|mantengan|mantener|"
    "conserva|conserve|conservar|respeta|respete|me quedo con|nos quedamos con|quedarme con) "
    "(mi|nuestra|nuestro|la|el|los|las|lo)"
)
#: What says that a wish is the customer's own.
FOR_ME = "(para mi (y|,|el|la|manana|hoy)|reservame|apuntame|agendame|dame|hazme|me)"

ROWS: tuple[tuple[Intent, float, str], ...] = (
    *wishes.ROWS,
    *moves.ROWS,
    *cancellations.ROWS,
    *questions.ROWS,
    *people.ROWS,
    *smalltalk.ROWS,
)
