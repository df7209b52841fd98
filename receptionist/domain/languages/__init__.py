"""Sara's words, one module a language. To add one, copy a module, translate it and name it here."""

from __future__ import annotations

from receptionist.domain.languages import english, spanish
from receptionist.domain.languages.speech import Language

#: The first one stands in for a language that Sara does not speak.
LANGUAGES: dict[str, Language] = {tongue.code: tongue for tongue in (english.LANGUAGE, spanish.LANGUAGE)}
