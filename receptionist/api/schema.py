"""What the description of the API says of every operation: how it is refused."""

from __future__ import annotations

from typing import Any

from drf_spectacular.openapi import AutoSchema

from receptionist.api.problems import MEDIA_TYPE, ProblemSerializer

_ALWAYS = {
    "400": "What was sent cannot be used.",
    "401": "No key, or a wrong one.",
    "403": "The account may not do this.",
    "429": "Too many requests in this minute; Retry-After says when to come back.",
}
_OF_ONE = {"404": "There is no such thing, or no such page."}
_OF_BODIES = {"413": "The body is too large.", "415": "The body is no JSON."}


class Described(AutoSchema):
    """Adds the refusals that every view can answer with, as problem details."""

    def _get_response_bodies(self, direction: Any = "response") -> Any:
        answers: dict[str, Any] = super()._get_response_bodies(direction)
        can_miss = "{" in self.path or getattr(self.view, "pagination_class", None)
        refusals = _ALWAYS | (_OF_ONE if can_miss else {}) | (_OF_BODIES if self.method == "POST" else {})
        for code, words in refusals.items():
            refusal = self._get_response_for_code(ProblemSerializer, code, [MEDIA_TYPE], direction)  # type: ignore[no-untyped-call]  # the library's own
            answers.setdefault(code, {**refusal, "description": words})
        return answers
