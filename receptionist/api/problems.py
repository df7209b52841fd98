"""Problem details (RFC 9457): a status, a code for programs and a sentence for people."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import APIException
from rest_framework.response import Response

MEDIA_TYPE = "application/problem+json"


class Problem(APIException):
    """A refusal; ``more`` are further members of its answer, ready for JSON."""

    def __init__(self, status: int, code: str, detail: str, *, wait: int | None = None, **more: Any) -> None:
        super().__init__(detail, code)
        self.status_code, self.code, self.wait, self.more = status, code, wait, more


class ProblemSerializer(serializers.Serializer[object]):
    """Why a request was refused; nothing was changed."""

    type = serializers.CharField(help_text="Always about:blank: the code tells what it is.")
    title = serializers.CharField(help_text="The status in words.")
    status = serializers.IntegerField()
    code = serializers.CharField(help_text="For programs: invalid, not_found, slot_not_available …")
    detail = serializers.CharField(help_text="For people: what is wrong and how to mend it.")

    def get_fields(self) -> dict[str, Any]:
        """Add what is wrong with each field; a serializer has an attribute of that name already."""
        errors = serializers.DictField(required=False, help_text="What is wrong with each field, under code invalid.")
        return {**super().get_fields(), "errors": errors}


def body(status: int, code: str, detail: str, **more: Any) -> dict[str, Any]:
    """Return the members of a problem."""
    return {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": detail,
        **more,
    }


def answer(status: int, code: str, detail: str, **more: Any) -> Response:
    """Return the answer of a problem."""
    return Response(body(status, code, detail, **more), status=status, content_type=MEDIA_TYPE)
