"""The words by which an emergency is known; the business chooses them, and no reader is asked first."""

from __future__ import annotations

import re
from collections.abc import Sequence

from receptionist.understanding.rules.tokens import clip, fold


def names_emergency(text: str, words: Sequence[str]) -> bool:
    """Whether one of the words stands in the text as a whole, whatever its case and accents."""
    spoken = fold(clip(text))
    return any(re.search(rf"\b{re.escape(fold(word))}\b", spoken) for word in words)
