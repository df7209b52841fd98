"""How bodies are read: JSON of modest size, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from io import BytesIO
from typing import IO, Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

from receptionist.api.problems import Problem

#: Bytes; the longest booking that makes sense has a tenth of it.
LARGEST_BODY = 32 * 1024


class SmallJSON(JSONParser):
    """Reads JSON, but no more of it than a request can need."""

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Read an object. Raises ParseError for anything else, Problem (413) when it is too large."""
        body = stream.read(LARGEST_BODY + 1)
        if len(body) > LARGEST_BODY:
            raise Problem(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large", f"A body has at most {LARGEST_BODY:,} bytes."
            )
        try:
            parsed: object = super().parse(BytesIO(body), media_type, parser_context)
        except RecursionError:
            raise ParseError("The JSON is nested too deeply.") from None
        if not isinstance(parsed, dict):
            raise ParseError("Send a JSON object: {…}.")
        return parsed
