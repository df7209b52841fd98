"""Turns every error of the API into problem details."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from rest_framework.exceptions import APIException, NotFound, PermissionDenied, ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler

from receptionist.api import problems
from receptionist.api.problems import Problem


def handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """Turn whatever a view raises into an answer; None for what is a mistake of ours."""
    response = exception_handler(error, context)
    if response is None:
        return None
    code, detail, more = _told(error, response)
    response.data = problems.body(response.status_code, code, detail, **more)
    response.content_type = problems.MEDIA_TYPE
    return response


def _told(error: Exception, response: Response) -> tuple[str, str, dict[str, Any]]:
    if isinstance(error, Problem):
        return error.code, str(error.detail), error.more
    if isinstance(error, ValidationError):
        errors = error.detail if isinstance(error.detail, dict) else {"non_field_errors": error.detail}
        return "invalid", "Some of what was sent cannot be used; errors says what, field by field.", {"errors": errors}
    if isinstance(error, APIException):
        return error.default_code, str(error.detail), {}
    # Django's own two, which the framework has translated.
    known = NotFound if response.status_code == HTTPStatus.NOT_FOUND else PermissionDenied
    return known.default_code, str(known.default_detail), {}
