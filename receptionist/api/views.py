"""The read-only API of conversations. Every list is a cursor: steady while new rows arrive."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.filters import BaseFilterBackend
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import DateTimeField

from receptionist import selectors
from receptionist.api import serializers
from receptionist.models import AuditEvent, Conversation, FollowUp, InboundMessage, OutboundMessage
from receptionist.telling import transcript

#: Digits of the largest number that the database gives to a row.
_LONGEST_ID = 19


class ConversationFilter(BaseFilterBackend):
    """``?conversation=ID`` keeps what belongs to one conversation."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> QuerySet[Any]:
        """Filter, where asked to; refuses what is no number."""
        wanted = request.query_params.get("conversation")
        if wanted is None:
            return queryset
        if not wanted.isascii() or not wanted.isdecimal() or len(wanted) > _LONGEST_ID:
            raise ValidationError({"conversation": "Give the conversation's number."})
        return queryset.filter(conversation_id=int(wanted))

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """Describe the parameter."""
        return [
            {
                "name": "conversation",
                "in": "query",
                "required": False,
                "description": "Only what belongs to this conversation.",
                "schema": {"type": "integer"},
            }
        ]


class ConversationViewSet(viewsets.ReadOnlyModelViewSet[Conversation]):
    """Conversations, newest first."""

    queryset = selectors.conversations()
    serializer_class = serializers.ConversationSerializer

    @extend_schema(
        parameters=[OpenApiParameter("before", str, description="ISO 8601; only messages before this moment.")],
        responses=serializers.TranscriptSerializer,
    )
    @action(detail=True, filter_backends=[], pagination_class=None)
    def messages(self, request: Request, pk: str) -> Response:
        """Read the last page of the conversation's messages, or the one before a moment."""
        before = request.query_params.get("before")
        moment = DateTimeField().to_internal_value(before) if before else None
        page = transcript.read(self.get_object(), moment)
        return Response(serializers.TranscriptSerializer(page).data)


class MessageViewSet(viewsets.ReadOnlyModelViewSet[InboundMessage]):
    """Events from customers, newest first."""

    queryset = InboundMessage.objects.order_by("-id")
    serializer_class = serializers.MessageSerializer
    filter_backends = (ConversationFilter,)


class ReplyViewSet(viewsets.ReadOnlyModelViewSet[OutboundMessage]):
    """Sara's replies and how far they have come, newest first."""

    queryset = OutboundMessage.objects.order_by("-id")
    serializer_class = serializers.ReplySerializer
    filter_backends = (ConversationFilter,)


class FollowUpViewSet(viewsets.ReadOnlyModelViewSet[FollowUp]):
    """What was left for a person, newest first."""

    queryset = FollowUp.objects.order_by("-id")
    serializer_class = serializers.FollowUpSerializer
    filter_backends = (ConversationFilter,)


class AuditEventViewSet(viewsets.ReadOnlyModelViewSet[AuditEvent]):
    """The audit, newest first."""

    queryset = AuditEvent.objects.order_by("-id")
    serializer_class = serializers.AuditEventSerializer
    filter_backends = (ConversationFilter,)
