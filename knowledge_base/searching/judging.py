"""What each side of the search is worth, and how sure all of them together make one.

Where the numbers come from: ADR 0016. They are round on purpose. On public data a range around each gives the same
figures within a question or two, and the threshold that one set asks for serves the other.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]

# The sides of the words: they add up, but the meaning alone may also carry a match, at a discount.
_MEANING, _LETTERS, _ANSWER, _MEANING_ALONE = 0.3, 0.6, 0.1, 0.65
#: The sum at which the words alone are good enough, and how fast the score turns there.
_WORDS_FROM, _WORDS_SLOPE = 0.34, 10

# The sides of the vectors. Spelling stays among them: the model does not know a business's own names.
_QUESTIONS, _WHOLES, _SPELLING = 0.4, 0.6, 0.1
_VECTORS_FROM, _VECTORS_SLOPE = 0.45, 12

#: How much surer words must be than usual, to overrule a model that has read the question.
_WORDS_SURER = 2.5
#: Being nearer by more than so much to something no FAQ answers counts against an entry, and so steeply.
_DECOY_NEARER, _DECOY_SLOPE = 0.1, 25

# Word by word, when the best are put in order. A likeness with any word of an entry, its answer's included, is worth a
# little less than one with the words of its question: among many words, much is found by chance.
_CLOSELY, _TOLD_CLOSELY = 0.5, 0.9
#: What that comes to in an entry that fits, so that one without vectors can stand beside one that has them.
_USUALLY_CLOSE = 0.2


def by_words(meaning: Array, spelling: Array, answers: Array) -> Array:
    """Weigh the words alone, from minus to plus; at 0 an entry is good enough."""
    together = _MEANING * meaning + _LETTERS * spelling + _ANSWER * answers
    weight: Array = _WORDS_SLOPE * (np.maximum(together, _MEANING_ALONE * meaning) - _WORDS_FROM)
    return weight


def nearest(questions: Array, wholes: Array) -> Array:
    """Take an entry by the nearer of its question and its whole.

    A question may speak for its entry, never against it: "Good to know" tells nothing of what its answer is about.
    """
    better: Array = np.maximum(questions, wholes)
    return better


def by_vectors(questions: Array, wholes: Array, spelling: Array) -> Array:
    """Weigh what the vectors say, from minus to plus; at 0 an entry is good enough."""
    weight: Array = _QUESTIONS * nearest(questions, wholes) + _WHOLES * wholes + _SPELLING * spelling
    return _VECTORS_SLOPE * (weight - _VECTORS_FROM)


def together(vectors: Array, words: Array, *, is_read: bool) -> Array:
    """Take the better of the two. Words must be surer where the model has read the question and knows better."""
    better: Array = np.maximum(vectors, words - (_WORDS_SURER if is_read else 0))
    return better


def against(questions: Array, wholes: Array, decoy: float) -> Array:
    """Say what is to be taken off where a question is nearer to what no FAQ answers than to an entry."""
    much: Array = _DECOY_SLOPE * np.maximum(0, decoy - nearest(questions, wholes) - _DECOY_NEARER)
    return much


def closely(asked: Array, told: Array) -> Array:
    """Weigh a likeness word by word, to be added where the best are put in order."""
    weight: Array = _CLOSELY * np.maximum(asked, _TOLD_CLOSELY * told)
    return _VECTORS_SLOPE * (weight - _USUALLY_CLOSE)


def score(weight: Array) -> Array:
    """Turn a weight into a score from 0 to 1."""
    return (1 / (1 + np.exp(-weight))).astype(np.float32)
