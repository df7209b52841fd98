"""Sara's words, one module a language. To add a language, copy one, translate it and add a line here."""

from __future__ import annotations

from receptionist.domain.languages import english, spanish
from receptionist.domain.languages.speech import Language

#: The first one stands in for a language that Sara does not speak.
LANGUAGES: dict[str, Language] = {"en": english.LANGUAGE, "es": spanish.LANGUAGE}
