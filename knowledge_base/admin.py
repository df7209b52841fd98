"""The knowledge base as staff keep it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Func, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST
from unfold.admin import ModelAdmin

from knowledge_base import services
from knowledge_base.forms import FaqForm
from knowledge_base.models import FAQ, UnansweredQuestion
from receptionist.admin import show
from receptionist.admin.base import ReadOnlyAdmin
from receptionist.admin.filters import StateFilter
from receptionist.models import Business


class TagFilter(admin.SimpleListFilter):
    """Filter FAQs by one of their tags."""

    title = "tag"
    parameter_name = "tag"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """List the tags in use."""
        tags = FAQ.objects.annotate(tag=Func("tags", function="unnest")).values_list("tag", flat=True)
        return [(tag, tag) for tag in sorted(set(tags))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[FAQ]) -> QuerySet[FAQ]:
        """Keep those with the tag."""
        return queryset.filter(tags__contains=[self.value()]) if self.value() else queryset


@admin.register(FAQ)
class FaqAdmin(ModelAdmin):  # type: ignore[misc]  # the theme is untyped
    """FAQs: what Sara may say."""

    form = FaqForm
    list_display = ("question", "answer_begins", "tag_list", "active", "changed")
    list_editable = ("active",)
    list_filter = ("active", TagFilter, "language")
    search_fields = ("question", "wordings", "answer", "tags")
    search_help_text = "Search questions, wordings, answers and tags"
    fieldsets = (
        (None, {"fields": ("question", "wordings", "answer")}),
        ("Use", {"fields": ("active", "tags", "language", "business")}),
    )
    list_per_page = 50
    warn_unsaved_form = True

    @admin.display(description="Answer")
    def answer_begins(self, faq: FAQ) -> str:
        """Show the beginning of the answer."""
        return show.snippet(faq.answer)

    @admin.display(description="Tags")
    def tag_list(self, faq: FAQ) -> SafeString:
        """Show the tags as labels."""
        return show.labels(faq.tags)

    @admin.display(description="Changed", ordering="updated_at")
    def changed(self, faq: FAQ) -> SafeString | str:
        """Tell when it was last changed."""
        return show.ago(faq.updated_at)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Prefill a new FAQ: the only business there is, and the question it shall answer."""
        businesses = list(Business.objects.values_list("pk", flat=True)[:2])
        initial: dict[str, Any] = {"business": businesses[0]} if len(businesses) == 1 else {}
        asked = _asked(request)
        if asked is not None:
            initial |= {"business": asked.business_id, "question": show.snippet(asked.question, 300)}
        return initial

    def save_model(self, request: HttpRequest, obj: FAQ, form: Any, change: bool) -> None:
        """Save, and resolve the question it was made for."""
        super().save_model(request, obj, form, change)
        asked = None if change else _asked(request)
        if asked is not None and services.resolve_with(asked.pk, obj):
            messages.info(request, "The customer's question is off the list: Sara knows the answer now.")


def _asked(request: HttpRequest) -> UnansweredQuestion | None:
    key = request.GET.get("from_question", "")
    return UnansweredQuestion.objects.filter(pk=key, resolved_at=None).first() if key.isdecimal() else None


class OpenFilter(StateFilter):
    """Open questions first."""

    title = "state"
    default = ("Open", Q(resolved_at=None))
    states: ClassVar = {
        "answered": ("Now in the FAQs", Q(faq__isnull=False)),
        "dismissed": ("Dismissed", Q(resolved_at__isnull=False, faq=None)),
        "all": ("All", Q()),
    }


@admin.register(UnansweredQuestion)
class UnansweredQuestionAdmin(ReadOnlyAdmin):
    """Questions Sara could not answer: an FAQ is made of each, or it is dismissed."""

    list_display = ("question_asked", "asked", "where", "what_to_do")
    list_display_links = ("question_asked",)
    list_filter = (OpenFilter,)
    list_select_related = ("conversation__contact", "faq")
    search_fields = ("question",)
    list_per_page = 50
    fields: ClassVar = ["question_asked", "asked", "where", "what_to_do"]
    readonly_fields: ClassVar = fields

    @admin.display(description="Question", ordering="question")
    def question_asked(self, asked: UnansweredQuestion) -> str:
        """Show what the customer asked."""
        return show.snippet(asked.question, 160)

    @admin.display(description="Asked", ordering="asked_at")
    def asked(self, asked: UnansweredQuestion) -> SafeString | str:
        """Tell when it was asked."""
        return show.ago(asked.asked_at)

    @admin.display(description="Conversation")
    def where(self, asked: UnansweredQuestion) -> SafeString | str:
        """Link the conversation it was asked in."""
        return show.conversation(asked.conversation)

    @admin.display(description="What to do")
    def what_to_do(self, asked: UnansweredQuestion) -> SafeString | str:
        """Offer to make an FAQ of it or to dismiss it; tell what became of it where that is done."""
        if asked.faq is not None:
            url = reverse("admin:knowledge_base_faq_change", args=[asked.faq.pk])
            return format_html('Now in the FAQs: <a class="sara-link" href="{}">{}</a>', url, asked.faq)
        if asked.resolved_at is not None:
            return "Dismissed"
        add = f"{reverse('admin:knowledge_base_faq_add')}?from_question={asked.pk}"
        dismiss = reverse("admin:knowledge_base_unansweredquestion_dismiss", args=[asked.pk])
        return format_html(
            '<span class="sara-buttons">{}{}</span>',
            show.link("Make an FAQ of it", add, icon="post_add", main=True),
            show.button("Dismiss", dismiss, icon="close", main=False),
        )

    def get_urls(self) -> list[URLPattern]:
        """Add the address that dismisses a question."""
        dismiss = self.admin_site.admin_view(require_POST(self.dismiss))
        name = "knowledge_base_unansweredquestion_dismiss"
        return [path("<int:question_id>/dismiss/", dismiss, name=name), *super().get_urls()]

    def dismiss(self, request: HttpRequest, question_id: int) -> HttpResponse:
        """Put a question away."""
        if not request.user.has_perm("knowledge_base.change_unansweredquestion"):
            raise PermissionDenied
        done = services.dismiss([question_id])
        messages.info(request, "Dismissed." if done else "Somebody was faster: this question is no longer open.")
        return redirect("admin:knowledge_base_unansweredquestion_changelist")
