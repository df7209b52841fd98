"""What the description of the API says of every write."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema

from calendar_integration.api.idempotency import HEADER
from calendar_integration.api.serializers import NotToBeHadSerializer
from receptionist.api.problems import MEDIA_TYPE, ProblemSerializer

_KEY = OpenApiParameter(
    HEADER,
    {"type": "string", "minLength": 1, "maxLength": 255},
    OpenApiParameter.HEADER,
    required=True,
    description="New for each thing to be done, such as a UUID; the same again for another try, which does it once.",
)
_REFUSALS = {
    409: (NotToBeHadSerializer, "It cannot be done as things stand, or the same request is being worked on."),
    410: (ProblemSerializer, "The customer has been forgotten since the first try."),
    422: (ProblemSerializer, "The key was sent before with another request."),
}
BOOKING = [
    OpenApiExample(
        "A haircut",
        {
            "service": 1,
            "start": "2026-03-03T10:00:00+01:00",
            "customer": {"name": "Luz Mora", "phone": "+34600000001"},
            "notes": "First visit",
        },
        request_only=True,
    )
]


def write(request: Any, answers: Mapping[int, Any], *, examples: Sequence[OpenApiExample] = ()) -> Callable[[Any], Any]:
    """Describe a view that writes: its key, its answers and its refusals."""
    refusals = {
        (status, MEDIA_TYPE): OpenApiResponse(serializer, words) for status, (serializer, words) in _REFUSALS.items()
    }
    return extend_schema(parameters=[_KEY], request=request, responses={**answers, **refusals}, examples=list(examples))
