"""What did not arrive: replies that failed or are in doubt, and events that reached no conversation."""

from __future__ import annotations

import json
from typing import ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from receptionist import selectors
from receptionist.admin import show
from receptionist.admin.base import ReadOnlyAdmin
from receptionist.admin.filters import ChannelFilter, StateFilter
from receptionist.domain.messages import DeliveryStatus
from receptionist.models import InboundMessage, InboundStatus, OutboundMessage
from receptionist.sending import delivery
from receptionist.telling.advice import Advice, advice


@admin.register(OutboundMessage)
class TroubledReplyAdmin(ReadOnlyAdmin):
    """Replies that failed or are in doubt: what, why, what to do, and "Try again"."""

    list_display = ("customer", "how", "said", "state", "reason", "when", "act")
    list_display_links = ("customer",)
    list_filter = (ChannelFilter, ("created_at", admin.DateFieldListFilter))
    search_fields = ("text", "conversation__contact__name", "recipient__value")
    list_per_page = 50
    fields: ClassVar = [
        "customer", "how", "text", "state", "reason", "carrier_said", "attempts", "when", "conversation_link", "act",
    ]  # fmt: skip
    readonly_fields: ClassVar = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[OutboundMessage]:
        """Keep those in trouble."""
        return selectors.replies_in_trouble()

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:
        """Call the page by what it shows."""
        view = super().changelist_view(request, {"title": "Replies in trouble", **(extra_context or {})})
        assert isinstance(view, HttpResponse)
        return view

    @admin.display(description="Customer")
    def customer(self, message: OutboundMessage) -> SafeString:
        """Show for whom it was."""
        return format_html(
            '<span class="sara-who"><strong>{}</strong><small>{}</small></span>',
            message.conversation.contact.name or "No name yet",
            show.address(message.recipient),
        )

    @admin.display(description="Channel", ordering="channel")
    def how(self, message: OutboundMessage) -> SafeString:
        """Show the channel."""
        return show.channel(message.channel)

    @admin.display(description="Reply")
    def said(self, message: OutboundMessage) -> str:
        """Show the beginning of the reply."""
        return show.snippet(message.text, 70)

    @admin.display(description="State", ordering="status")
    def state(self, message: OutboundMessage) -> SafeString:
        """Tell failed from doubtful."""
        failed = message.status == DeliveryStatus.FAILED
        return show.badge("Not delivered" if failed else "In doubt", "bad" if failed else "doubtful")

    @admin.display(description="Why, and what to do")
    def reason(self, message: OutboundMessage) -> SafeString:
        """Explain it."""
        known = advice(message)
        return format_html('<span class="sara-why">{}<br><em>{}</em></span>', known.why, known.remedy)

    @admin.display(description="The carrier said")
    def carrier_said(self, message: OutboundMessage) -> str:
        """Show the carrier's own words, or at least its code."""
        return message.error or message.error_code or "–"

    @admin.display(description="When", ordering="created_at")
    def when(self, message: OutboundMessage) -> SafeString | str:
        """Tell when it was written."""
        return show.ago(message.created_at)

    @admin.display(description="Conversation")
    def conversation_link(self, message: OutboundMessage) -> SafeString | str:
        """Link the conversation."""
        return show.conversation(message.conversation)

    @admin.display(description="Try again")
    def act(self, message: OutboundMessage) -> SafeString:
        """Offer to send it again; a doubtful one only after a warning."""
        url = reverse("admin:receptionist_outboundmessage_again", args=[message.pk])
        if message.status == DeliveryStatus.UNKNOWN:
            return show.link("Try again…", url, icon="refresh")
        return show.button("Try again", url, icon="refresh")

    def get_urls(self) -> list[URLPattern]:
        """Add the address that sends one again."""
        again = self.admin_site.admin_view(self.again)
        return [path("<int:message_id>/again/", again, name="receptionist_outboundmessage_again"), *super().get_urls()]

    def again(self, request: HttpRequest, message_id: int) -> HttpResponse:
        """Send one again; a doubtful one asks first, because the customer may get it twice."""
        if not request.user.has_perm("receptionist.change_outboundmessage"):
            raise PermissionDenied
        message = get_object_or_404(self.get_queryset(request), pk=message_id)
        doubtful = message.status == DeliveryStatus.UNKNOWN
        if request.method != "POST" or (doubtful and "confirmed" not in request.POST):
            context = {
                **self.admin_site.each_context(request),
                "title": "Send it again?",
                "opts": self.opts,
                "message": message,
                "doubtful": doubtful,
                "address": show.address(message.recipient),
                "advice": advice(message),
            }
            return TemplateResponse(request, "admin/receptionist/outboundmessage/again.html", context)
        if delivery.try_again(message_id, by=request.user.get_username()):
            messages.success(request, "On its way again. If it fails once more it comes back here.")
        else:
            messages.info(request, "It is no longer in trouble; nothing was sent.")
        return redirect("admin:receptionist_outboundmessage_changelist")


class AsideFilter(StateFilter):
    """Why an event was set aside."""

    title = "what is wrong"
    default = ("All", Q())
    states: ClassVar = {
        "unrouted": ("No business has the address", Q(status=InboundStatus.UNROUTED)),
        "unreadable": ("Could not be read", Q(status=InboundStatus.UNREADABLE)),
        "failed": ("Could not be answered", Q(status=InboundStatus.FAILED)),
    }


_ASIDE = {
    InboundStatus.UNROUTED: Advice(
        "No business has the address it was sent to.", "Add the address to the business it belongs to."
    ),
    InboundStatus.UNREADABLE: Advice(
        "It is authentic but could not be read.", "Look at what arrived; report it if it should have been understood."
    ),
    InboundStatus.FAILED: Advice("Sara tried several times and gave up.", "Answer the customer yourself."),
}


@admin.register(InboundMessage)
class SetAsideAdmin(ReadOnlyAdmin):
    """Events that no conversation could answer."""

    list_display = ("received", "how", "wrong", "begins", "conversation_link")
    list_display_links = ("received",)
    list_filter = (AsideFilter, ChannelFilter)
    list_per_page = 50
    fields: ClassVar = [
        "received", "how", "provider", "call_id", "wrong", "text", "conversation_link", "arrived",
    ]  # fmt: skip
    readonly_fields: ClassVar = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[InboundMessage]:
        """Keep those set aside."""
        return selectors.events_set_aside()

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:
        """Call the page by what it shows."""
        view = super().changelist_view(request, {"title": "Messages nobody got", **(extra_context or {})})
        assert isinstance(view, HttpResponse)
        return view

    @admin.display(description="Received", ordering="received_at")
    def received(self, message: InboundMessage) -> SafeString | str:
        """Tell when it arrived."""
        return show.ago(message.received_at)

    @admin.display(description="Channel", ordering="channel")
    def how(self, message: InboundMessage) -> SafeString:
        """Show the channel."""
        return show.channel(message.channel)

    @admin.display(description="What is wrong, and what to do", ordering="status")
    def wrong(self, message: InboundMessage) -> SafeString:
        """Explain it."""
        known = _ASIDE[InboundStatus(message.status)]
        return format_html('<span class="sara-why">{}<br><em>{}</em></span>', known.why, known.remedy)

    @admin.display(description="Begins")
    def begins(self, message: InboundMessage) -> str:
        """Show the beginning of its text."""
        return show.snippet(message.text, 70) or "–"

    @admin.display(description="Conversation")
    def conversation_link(self, message: InboundMessage) -> SafeString | str:
        """Link the conversation of one that was given up: there the customer can be answered."""
        return show.conversation(message.conversation)

    @admin.display(description="As it arrived")
    def arrived(self, message: InboundMessage) -> SafeString:
        """Show the payload untouched."""
        return format_html('<pre class="sara-raw">{}</pre>', json.dumps(message.raw, indent=2, ensure_ascii=False))
