"""What was not answered, or not well, as staff work through it: by groups that ask the same."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from knowledge_base import selectors
from knowledge_base.admin import from_questions, question_acts, question_page
from knowledge_base.learning import services
from knowledge_base.models import QuestionGroup, UnansweredQuestion
from knowledge_base.tidying import tidy
from receptionist.admin import show
from receptionist.admin.base import ReadOnlyAdmin
from receptionist.admin.filters import StateFilter


class OpenFilter(StateFilter):
    """Open questions first."""

    title = "state"
    default = ("Open", Q(resolved_at=None))
    states: ClassVar = {
        "answered": ("Now in the FAQs", Q(faq__isnull=False)),
        "dismissed": ("Dismissed", Q(resolved_at__isnull=False, faq=None)),
        "all": ("All", Q()),
    }


class WhyFilter(StateFilter):
    """Questions that no FAQ answered, or one did badly."""

    title = "what was wrong"
    parameter_name = "wrong"
    default = ("All", Q())
    states: ClassVar = {"badly": ("Answered badly", Q(turned_down__gt=0)), "not": ("Not answered", Q(turned_down=0))}


@admin.register(QuestionGroup)
class QuestionGroupAdmin(ReadOnlyAdmin):
    """Questions by what they ask, the latest first: an FAQ is made of each, or a wording, or it is dismissed."""

    list_display = ("question", "asked", "last_asked", "where", "what_to_do")
    list_display_links = ("question",)
    list_filter = (OpenFilter, WhyFilter)
    list_select_related = ("faq",)
    # What is searched for stands in the questions; see get_search_results.
    search_fields = ("pk",)
    search_help_text = "Search what customers asked"
    list_per_page = 50
    show_full_result_count = False

    class Media:
        css: ClassVar = {"all": ["knowledge_base/questions.css"]}

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Let everybody see groups who may see the questions in them."""
        return request.user.has_perm("knowledge_base.view_unansweredquestion")

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Tell whether there is anything to see here."""
        return self.has_view_permission(request)

    def get_queryset(self, request: HttpRequest) -> QuerySet[QuestionGroup]:
        """Read what the list shows in one query."""
        return selectors.question_groups().order_by("-last", "-pk")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[QuestionGroup], search_term: str
    ) -> tuple[QuerySet[QuestionGroup], bool]:
        """Look in the questions of each group."""
        if not search_term.strip():
            return queryset, False
        found = UnansweredQuestion.objects.filter(question__icontains=search_term.strip())
        return queryset.filter(pk__in=found.values("group")), False

    @admin.display(description="Question")
    def question(self, group: Any) -> SafeString:
        """Show what the group asks, how many ask it otherwise, and whether an answer was turned down."""
        more = group.asked - 1
        parts = [f"and {more} more" if more else "", "Answered badly" if group.turned_down else "", group.why]
        return format_html(
            '<span class="sara-who sara-asked"><strong>{}</strong><small>{}</small></span>',
            show.snippet(tidy(group.headline) or group.headline, 160),
            " · ".join(filter(None, parts)),
        )

    @admin.display(description="Asked", ordering="asked")
    def asked(self, group: Any) -> str:
        """Tell how often it was asked, and by how many."""
        return question_page.how_often(group)

    @admin.display(description="Last", ordering="last")
    def last_asked(self, group: Any) -> SafeString | str:
        """Tell when it was asked last."""
        return show.ago(group.last)

    @admin.display(description="Channels")
    def where(self, group: Any) -> SafeString | str:
        """Show where it was asked."""
        channels = format_html_join("", "{}", ((show.channel(name),) for name in group.channels))
        return format_html('<span class="sara-channels">{}</span>', channels) if channels else "–"

    @admin.display(description="What to do")
    def what_to_do(self, group: QuestionGroup) -> SafeString | str:
        """Offer what is done most; tell what became of it where that is done."""
        if group.faq is not None:
            url = reverse("admin:knowledge_base_faq_change", args=[group.faq.pk])
            return format_html('Now in the FAQs: <a class="sara-link" href="{}">{}</a>', url, group.faq)
        if group.resolved_at is not None:
            return f"Dismissed{f' by {group.resolved_by}' if group.resolved_by else ''}"
        look = reverse("admin:knowledge_base_questiongroup_change", args=[group.pk])
        dismiss = reverse("admin:knowledge_base_questiongroup_dismiss", args=[group.pk])
        return format_html(
            '<span class="sara-buttons">{}{}</span>',
            show.link("Answer it", look, icon="post_add", main=True),
            show.button("Dismiss", dismiss, icon="close", main=False),
        )

    def get_urls(self) -> list[URLPattern]:
        """Add the addresses at which something is done."""
        acts = question_acts.urls(self.admin_site)
        return [*acts, *from_questions.urls(self.admin_site), *super().get_urls()]

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Show the group, or the one it went into, with all that can be done about it."""
        key = int(object_id) if object_id and object_id.isdecimal() else 0
        merged = QuestionGroup.objects.filter(pk=key, merged_into__isnull=False).first()
        if merged is not None:
            return redirect("admin:knowledge_base_questiongroup_change", merged.merged_into_id)
        group = get_object_or_404(selectors.question_groups().select_related("faq", "draft", "business"), pk=key)
        context = question_page.context(request, group)
        return super().changeform_view(request, object_id, form_url, {**(extra_context or {}), **context})


@admin.register(UnansweredQuestion)
class UnansweredQuestionAdmin(ReadOnlyAdmin):
    """The way from a question, or from where the list used to be, to its group."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Leave it out of lists of pages: the groups stand there."""
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Go to the groups."""
        return redirect("admin:knowledge_base_questiongroup_changelist")

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Go to the group of the question."""
        key = int(object_id) if object_id and object_id.isdecimal() else 0
        question = get_object_or_404(UnansweredQuestion, pk=key)
        return redirect("admin:knowledge_base_questiongroup_change", services.group_of(question).pk)
