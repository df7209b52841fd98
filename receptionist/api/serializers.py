"""What the API shows of conversations; a provider's raw payload stays inside."""

from __future__ import annotations

from typing import ClassVar

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from receptionist.models import AuditEvent, Contact, Conversation, FollowUp, InboundMessage, OutboundMessage
from receptionist.telling import story


class ContactSerializer(serializers.ModelSerializer[Contact]):
    """A customer, as far as known."""

    class Meta:
        model = Contact
        fields = ("id", "name", "email", "callback_phone")


class ConversationSerializer(serializers.ModelSerializer[Conversation]):
    """One customer on one channel."""

    contact = ContactSerializer()
    address = serializers.CharField(
        source="contact_address.value", help_text="Where the customer writes or calls from."
    )
    needs_person = serializers.BooleanField(help_text="Whether a follow-up of it is open.")

    class Meta:
        model = Conversation
        fields = (
            "id",
            "business",
            "contact",
            "channel",
            "address",
            "needs_person",
            "last_inbound_at",
            "opted_out_at",
            "ended_at",
            "created_at",
        )


class LineSerializer(serializers.Serializer[object]):
    """One message of a transcript, whoever wrote it."""

    ours = serializers.BooleanField(help_text="True for Sara's words, false for the customer's.")
    at = serializers.DateTimeField(help_text="In the business's time zone.")
    text = serializers.CharField()
    did = serializers.CharField(help_text="What the customer did, where there are no words.")
    understood = serializers.CharField(help_text="What Sara understood, on the last message of a turn.")
    arrived = serializers.CharField(help_text="How far a reply has come.")
    faq_id = serializers.IntegerField(allow_null=True, help_text="The FAQ behind the answer.")


class TranscriptSerializer(serializers.Serializer[object]):
    """One page of a conversation, oldest first."""

    earlier = serializers.DateTimeField(allow_null=True, help_text="Ask with ?before= this moment for the page before.")
    lines = LineSerializer(many=True)


class MessageSerializer(serializers.ModelSerializer[InboundMessage]):
    """One event from a customer."""

    class Meta:
        model = InboundMessage
        fields = (
            "id",
            "conversation",
            "channel",
            "provider",
            "call_id",
            "kind",
            "text",
            "attachments",
            "status",
            "received_at",
        )


class ReplySerializer(serializers.ModelSerializer[OutboundMessage]):
    """One reply and how far it has come."""

    class Meta:
        model = OutboundMessage
        fields = (
            "id",
            "conversation",
            "channel",
            "provider",
            "subject",
            "text",
            "status",
            "attempts",
            "faq_id",
            "error_code",
            "error",
            "created_at",
            "sent_at",
        )


class FollowUpSerializer(serializers.ModelSerializer[FollowUp]):
    """Something left for a person; open while ``done_at`` is empty."""

    class Meta:
        model = FollowUp
        fields = ("id", "business", "conversation", "reason", "summary", "created_at", "done_at", "done_by")


class AuditEventSerializer(serializers.ModelSerializer[AuditEvent]):
    """One line of the audit, with the hashes that chain it to the line before."""

    sentence = serializers.SerializerMethodField()

    class Meta:
        model = AuditEvent
        fields: ClassVar = [
            "id",
            "at",
            "kind",
            "sentence",
            "facts",
            "conversation",
            "chain",
            "position",
            "previous_hash",
            "hash",
        ]

    @extend_schema_field(serializers.CharField(help_text="What happened, in words."))
    def get_sentence(self, event: AuditEvent) -> str:
        """Tell it in words."""
        return story.tell(event.kind, event.facts).sentence
