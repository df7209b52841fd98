"""What Sara left for a person."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Case, Q, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from receptionist import follow_ups
from receptionist.admin import show
from receptionist.admin.base import ReadOnlyAdmin
from receptionist.admin.filters import StateFilter
from receptionist.domain.actions import HandOverReason
from receptionist.models import FollowUp
from receptionist.telling import reading_in_words, story
from receptionist.telling.story import Tone


class OpenFilter(StateFilter):
    """Open ones first."""

    title = "state"
    default = ("Open", Q(done_at=None))
    states: ClassVar = {"done": ("Done", Q(done_at__isnull=False)), "all": ("All", Q())}


class ReasonFilter(admin.SimpleListFilter):
    """Filters by why a person is needed, in words."""

    title = "reason"
    parameter_name = "reason"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Name the reasons."""
        return [(reason, reading_in_words.sentence(words)) for reason, words in story.REASONS.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[FollowUp]) -> QuerySet[FollowUp]:
        """Keep those of the reason."""
        return queryset.filter(reason=self.value()) if self.value() else queryset


@admin.register(FollowUp)
class FollowUpAdmin(ReadOnlyAdmin):
    """Follow-ups: open ones, emergencies before all others, then the one that has waited longest."""

    list_display = ("about", "why", "conversation_link", "reach", "since", "done")
    list_display_links = ("about",)
    list_filter = (OpenFilter, ReasonFilter, ("business", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("conversation__contact", "conversation__contact_address")
    search_fields = ("summary", "conversation__contact__name", "conversation__contact__callback_phone")
    ordering = (
        Case(When(reason=HandOverReason.EMERGENCY, then=Value(0)), default=Value(1)).asc(),
        "created_at",
        "pk",
    )
    list_per_page = 50
    fields: ClassVar = ["summary", "why", "conversation_link", "reach", "since", "done"]
    readonly_fields: ClassVar = fields

    @admin.display(description="What it is about", ordering="summary")
    def about(self, follow_up: FollowUp) -> str:
        """Show the beginning of the summary."""
        return show.snippet(follow_up.summary, 120) or show.reason(follow_up)

    @admin.display(description="Why", ordering="reason")
    def why(self, follow_up: FollowUp) -> SafeString | str:
        """Show the reason in words, an emergency in the colour of trouble."""
        words = show.reason(follow_up)
        return show.badge(words, Tone.BAD) if follow_up.reason == HandOverReason.EMERGENCY else words

    @admin.display(description="Conversation")
    def conversation_link(self, follow_up: FollowUp) -> SafeString | str:
        """Link the conversation it came from."""
        return show.conversation(follow_up.conversation)

    @admin.display(description="Reach them at")
    def reach(self, follow_up: FollowUp) -> SafeString | str:
        """Show the number to call back on, or where the customer wrote from."""
        return show.reach(follow_up.conversation)

    @admin.display(description="Waiting since", ordering="created_at")
    def since(self, follow_up: FollowUp) -> SafeString | str:
        """Tell how long it has waited."""
        return show.ago(follow_up.created_at)

    @admin.display(description="Done", ordering="done_at")
    def done(self, follow_up: FollowUp) -> SafeString | str:
        """Offer to tick it off, or tell who did."""
        if follow_up.done_at:
            return f"{follow_up.done_by}, {follow_up.done_at:%d %b %Y}"
        return show.button("Done", reverse("admin:receptionist_followup_done", args=[follow_up.pk]), icon="check")

    def get_urls(self) -> list[URLPattern]:
        """Add the address that ticks one off."""
        finish = self.admin_site.admin_view(require_POST(self.finish))
        return [path("<int:follow_up_id>/done/", finish, name="receptionist_followup_done"), *super().get_urls()]

    def finish(self, request: HttpRequest, follow_up_id: int) -> HttpResponse:
        """Tick one off."""
        if not request.user.has_perm("receptionist.change_followup"):
            raise PermissionDenied
        if follow_ups.finish(follow_up_id, by=request.user.get_username()):
            messages.success(request, "Done, and written down.")
        else:
            messages.info(request, "Somebody was faster: it is done already.")
        return redirect(show.back(request, "admin:receptionist_followup_changelist"))
