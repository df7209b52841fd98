"""FAQs as staff keep them."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.admin import ModelAdmin

from knowledge_base import locking
from knowledge_base.admin import asking, dates, desk, exporting, from_questions, history
from knowledge_base.admin.filters import TagFilter, UsageFilter
from knowledge_base.editing import doubles, usage
from knowledge_base.editing.advice import unsayable
from knowledge_base.editing.forms import FaqForm
from knowledge_base.models import FAQ
from receptionist.admin import show
from receptionist.models import Business


@admin.register(FAQ)
class FaqAdmin(ModelAdmin):  # type: ignore[misc]  # the theme is untyped
    """FAQs: what Sara may say."""

    form = FaqForm
    actions = exporting.ACTIONS
    list_before_template = "knowledge_base/above_list.html"
    list_display = ("question", "answer_begins", "tag_list", "holds", "used", "active", "changed")
    list_editable = ("active",)
    autocomplete_fields = ("translation_of",)
    list_filter = ("active", TagFilter, UsageFilter, "language")
    search_fields = ("question", "wordings", "answer", "tags")
    search_help_text = "Search questions, wordings, answers and tags"
    readonly_fields = ("used",)
    fieldsets = (
        (None, {"fields": ("question", "wordings", "answer", "spoken_answer")}),
        ("Use", {"fields": ("active", ("valid_from", "valid_until"), "tags", "business", "used")}),
        ("Language", {"fields": ("language", "translation_of")}),
    )
    list_per_page = 50
    warn_unsaved_form = True

    class Media:
        css = {"all": ("knowledge_base/desk.css",)}  # noqa: RUF012  Django's own way
        js = ("knowledge_base/ask.js",)

    @admin.display(description="Answer")
    def answer_begins(self, faq: FAQ) -> str:
        """Show the beginning of the answer."""
        return show.snippet(faq.answer)

    @admin.display(description="Holds", ordering="valid_from")
    def holds(self, faq: FAQ) -> SafeString | str:
        """Tell from when and until when Sara uses it."""
        return dates.holds(faq, timezone.now())

    @admin.display(description="Tags")
    def tag_list(self, faq: FAQ) -> SafeString:
        """Show the tags as labels."""
        return show.labels(faq.tags)

    @admin.display(description="Answered", ordering="uses")
    def used(self, faq: FAQ) -> SafeString | str:
        """Tell how often it was the answer, and when last."""
        uses, last = getattr(faq, "uses", 0), getattr(faq, "last_used", None)
        if not uses or last is None:
            return "never"
        words = usage.in_words(uses, last.astimezone(faq.business.zone), timezone.now().astimezone(faq.business.zone))
        return format_html(
            '<time datetime="{}" title="{}">{}</time>', last.isoformat(), f"{last:%d %b %Y %H:%M} UTC", words
        )

    @admin.display(description="Changed", ordering="updated_at")
    def changed(self, faq: FAQ) -> SafeString | str:
        """Tell when it was last changed."""
        return show.ago(faq.updated_at)

    def get_queryset(self, request: HttpRequest) -> QuerySet[FAQ]:
        """Read the FAQs with their use, all in one query."""
        return usage.with_usage(super().get_queryset(request).select_related("business"))

    def get_urls(self) -> list[URLPattern]:
        """Add the addresses of the desk."""
        return [*desk.urls(self.admin_site), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the list below the box; above both, those that cannot be said."""
        if request.method == "GET" and self.has_view_permission(request):
            for each in unsayable():
                url = reverse("admin:knowledge_base_faq_change", args=[each.faq.pk])
                told = 'Sara cannot say this answer: <a class="sara-link" href="{}">{}</a>. {}'
                messages.warning(request, format_html(told, url, each.faq, each.why))
        context = {**asking.box(request), **(extra_context or {})}
        if "_save" not in request.POST:
            return cast("HttpResponse", super().changelist_view(request, context))
        with transaction.atomic():
            # All that the list was sent with, before the first is saved.
            listed = self._get_list_editable_queryset(request, "form")
            locking.to_change(FAQ.objects.filter(pk__in=listed.values("pk")))
            return cast("HttpResponse", super().changelist_view(request, context))

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the versions in place of Django's own list of edits, which knows no contents."""
        return history.history(request, unquote(object_id))

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Prefill a new FAQ: the only business there is, and the questions it shall answer."""
        businesses = list(Business.objects.values_list("pk", flat=True)[:2])
        initial: dict[str, Any] = {"business": businesses[0]} if len(businesses) == 1 else {}
        if wording := _wording(request):
            initial["question"] = wording
        return initial | from_questions.prefill(request)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Write a wording that was asked for below the others; saving keeps it."""
        form, faq = context["adminform"].form, kwargs.get("obj")
        wording = _wording(request)
        if faq is not None and wording and not form.is_bound and "wordings" in form.fields:
            form.initial["wordings"] = list(dict.fromkeys([*faq.wordings, wording]))
            messages.info(request, f"“{wording}” stands below the other wordings. Save to keep it.")
        return cast("HttpResponse", super().render_change_form(request, context, *args, **kwargs))

    def save_model(self, request: HttpRequest, obj: FAQ, form: Any, change: bool) -> None:
        """Save, see to the questions that it answers, and tell of FAQs that are very like it."""
        super().save_model(request, obj, form, change)
        if not change:
            from_questions.resolve(request, obj)
        # Searching may ask a model elsewhere, for which no lock is to wait.
        transaction.on_commit(lambda: from_questions.tell(request, obj), robust=True)
        if isinstance(form, FaqForm):
            transaction.on_commit(lambda: _warn(request, obj), robust=True)

    def delete_model(self, request: HttpRequest, obj: FAQ) -> None:
        """Delete one, of which questions and groups that it answers are let go."""
        locking.to_remove(FAQ.objects.filter(pk=obj.pk))
        super().delete_model(request, obj)

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[FAQ]) -> None:
        """Delete several, as one."""
        locking.to_remove(queryset)
        super().delete_queryset(request, queryset)


def _warn(request: HttpRequest, faq: FAQ) -> None:
    """Tell of FAQs that ask nearly the same, and what their answers differ in; nothing is kept from being saved."""
    for each in doubles.doubles(faq) if faq.active else ():
        url = reverse("admin:knowledge_base_faq_change", args=[each.faq_id])
        link = format_html('<a class="sara-link" href="{}">{}</a>', url, each.question)
        if each.differs:
            said = "Very like “{}”, and the answers contradict each other. {}"
            messages.warning(request, format_html(said, link, "; ".join(each.differs) + "."))
        else:
            messages.info(request, format_html("Very like “{}”. One of the two may be enough.", link))


def _wording(request: HttpRequest) -> str:
    return show.snippet(request.GET.get("wording", "").replace("\0", ""), 300)
