"""Conversations, readable as what they are: a chat, with the story of how Sara came to her answers."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from receptionist import selectors
from receptionist.admin import outcomes, show
from receptionist.admin.base import ReadOnlyAdmin
from receptionist.admin.filters import ChannelFilter, StateFilter
from receptionist.admin.outcomes import OutcomeFilter
from receptionist.models import Conversation
from receptionist.telling import casebook, effort, transcript

#: Outcomes on a conversation's page; a customer of years has more.
_ENDINGS = 20


class NeedsPersonFilter(StateFilter):
    """Conversations in which something waits for a person."""

    title = "needs a person"
    default = ("All", Q())
    states: ClassVar = {"waiting": ("Needs a person", Q(needs_person=True))}


@admin.register(Conversation)
class ConversationAdmin(ReadOnlyAdmin):
    """Every conversation, the latest first."""

    list_display = ("who", "how", "went", "last_said", "when", "waiting")
    list_filter = (
        NeedsPersonFilter,
        OutcomeFilter,
        ("last_inbound_at", admin.DateFieldListFilter),
        ChannelFilter,
        ("business", admin.RelatedOnlyFieldListFilter),
    )
    search_fields = ("contact__name", "contact__email", "contact_address__value")
    search_help_text = "Search names, numbers and addresses"
    list_per_page = 50
    show_full_result_count = False
    #: The order is the selector's; clicking a heading may still change it.
    ordering = ("-last_inbound_at", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Conversation]:
        """Read what the list shows in one query."""
        return selectors.conversations().select_related("last_interaction")

    @admin.display(description="Customer", ordering="contact__name")
    def who(self, conversation: Conversation) -> SafeString | str:
        """Show the customer's name and where they write from."""
        return format_html(
            '<span class="sara-who"><strong>{}</strong><small>{}</small></span>',
            conversation.contact.name or "No name yet",
            show.address(conversation.contact_address),
        )

    @admin.display(description="Channel", ordering="channel")
    def how(self, conversation: Conversation) -> SafeString:
        """Show the channel."""
        return show.channel(conversation.channel)

    @admin.display(description="How it went")
    def went(self, conversation: Conversation) -> SafeString | str:
        """Show the latest outcome and what it was about."""
        return outcomes.latest(conversation)

    @admin.display(description="Last words")
    def last_said(self, conversation: Any) -> str:
        """Show what the customer said last."""
        return show.snippet(conversation.last_words or "", 70) or "–"

    @admin.display(description="When", ordering="last_inbound_at")
    def when(self, conversation: Conversation) -> SafeString | str:
        """Tell when the customer last wrote."""
        return show.ago(conversation.last_inbound_at)

    @admin.display(description="Needs a person?")
    def waiting(self, conversation: Any) -> SafeString | str:
        """Say so where something waits for a person."""
        return show.badge("Needs a person", "doubtful") if conversation.needs_person else ""

    def get_urls(self) -> list[URLPattern]:
        """Add the address that hands one out as a test case."""
        download = self.admin_site.admin_view(require_POST(self.download))
        here = path("<int:conversation_id>/download/", download, name="receptionist_conversation_download")
        return [here, *super().get_urls()]

    def download(self, request: HttpRequest, conversation_id: int) -> HttpResponse:
        """Hand out a conversation as a scenario that ``manage.py evaluate`` reads."""
        if not request.user.has_perms(["receptionist.view_conversation", "receptionist.download_conversation"]):
            raise PermissionDenied
        conversation = get_object_or_404(selectors.conversations(), pk=conversation_id)
        scenario = casebook.download(conversation, by=request.user.get_username())
        if not scenario:
            messages.info(request, "There are no words in it to make a test case of.")
            return redirect("admin:receptionist_conversation_change", conversation_id)
        headers = {"Content-Disposition": f'attachment; filename="conversation-{conversation_id}.yaml"'}
        return HttpResponse(scenario, content_type="application/yaml; charset=utf-8", headers=headers)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the transcript in place of a form."""
        try:
            conversation = get_object_or_404(selectors.conversations(), pk=object_id)
        except ValueError as error:
            raise Http404 from error
        address = show.address(conversation.contact_address)
        page = transcript.read(conversation, _moment(request.GET.get("before", "")))
        context = {
            "conversation": conversation,
            "page": page,
            "effort": effort.of_conversation(conversation),
            "is_last_page": "before" not in request.GET,
            "channel": show.channel(conversation.channel),
            "follow_ups": [
                (follow_up, show.reason(follow_up))
                for follow_up in conversation.follow_ups.filter(done_at=None).order_by("created_at")
            ],
            "endings": [
                (interaction, outcomes.badge(interaction.outcome))
                for interaction in selectors.interactions(conversation)[:_ENDINGS]
            ],
            "faq_page": settings.RECEPTIONIST["staff_pages"].get("faq"),
            "address": address,
            "title": conversation.contact.name or address,
        }
        view = super().changeform_view(request, object_id, form_url, {**(extra_context or {}), **context})
        assert isinstance(view, HttpResponse)
        return view


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
