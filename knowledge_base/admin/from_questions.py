"""From questions to an FAQ: a new one begins with what was asked; a saved one takes what it answers off the list."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from knowledge_base.learning import answered_now, services
from knowledge_base.models import FAQ, QuestionGroup, UnansweredQuestion
from receptionist.admin import show

#: Questions of a group that are read for other wordings, and wordings that are filled in.
_READ, _FILLED_IN = 50, 10


def prefill(request: HttpRequest) -> dict[str, Any]:
    """Begin a new FAQ with the questions it shall answer, and with the draft of its answer where that is wanted."""
    group = _group(request)
    if group is None:
        return {}
    asked = group.questions.order_by("asked_at", "pk").values_list("question", flat=True)[:_READ]
    wordings = services.new_wordings(FAQ(question=""), asked)
    first, *others = wordings or [show.snippet(asked[0], 300)]
    initial = {"business": group.business_id, "question": first, "wordings": others[:_FILLED_IN]}
    draft = getattr(group, "draft", None)
    if "draft" not in request.GET or draft is None or not draft.text:
        return initial
    whence = "by the language model" if draft.by_model else "from what similar FAQs say"
    messages.warning(request, f"The answer below is a draft, made {whence}. Read it: what you save is what Sara says.")
    return {**initial, "answer": draft.text}


def resolve(request: HttpRequest, faq: FAQ) -> None:
    """Take the questions off the list that a new FAQ was made of."""
    group = _group(request)
    if group is not None and services.answer_with(group.pk, faq, by=request.user.get_username()):
        told = "The customer's question is off the list: Sara knows the answer now."
        url = reverse("admin:knowledge_base_questiongroup_change", args=[group.pk])
        messages.info(request, format_html('{} <a class="sara-link" href="{}">Who asked this?</a>', told, url))


def tell(request: HttpRequest, faq: FAQ) -> None:
    """Offer to take other questions off the list that an FAQ answers as well."""
    if not request.user.has_perm("knowledge_base.change_unansweredquestion"):
        return
    others = len(answered_now.by(faq))
    if others:
        url = reverse("admin:knowledge_base_questiongroup_answered_by", args=[faq.pk])
        what = "one open question" if others == 1 else f"{others} open questions"
        link = format_html('<a class="sara-link" href="{}">Look at them, and take them off the list</a>', url)
        messages.info(request, format_html("This FAQ also answers {}. {}", what, link))


def urls(site: AdminSite) -> list[URLPattern]:
    """Return the address of the page that shows what an FAQ answers besides."""
    page = path(
        "answered-by/<int:faq_id>/",
        site.admin_view(lambda request, faq_id: _answered_by(request, faq_id, site)),
        name="knowledge_base_questiongroup_answered_by",
    )
    return [page]


def _answered_by(request: HttpRequest, faq_id: int, site: AdminSite) -> HttpResponse:
    """Show the open questions that an FAQ answers, and take those off the list that are ticked."""
    if not request.user.has_perm("knowledge_base.change_unansweredquestion"):
        raise PermissionDenied
    faq = get_object_or_404(FAQ, pk=faq_id)
    if request.method == "POST":
        chosen = {int(value) for value in request.POST.getlist("group") if value.isdecimal()}
        groups = [group for group in answered_now.by(faq) if group.id in chosen]
        done = sum(bool(services.answer_with(group.id, faq, by=request.user.get_username())) for group in groups)
        messages.success(request, f"{done} off the list." if done else "Somebody was faster: nothing was left to do.")
        return redirect("admin:knowledge_base_questiongroup_changelist")
    context = {
        **site.each_context(request),
        "title": f"What “{show.snippet(faq.question, 80)}” answers",
        "faq": faq,
        "groups": answered_now.by(faq),
    }
    return TemplateResponse(request, "admin/knowledge_base/questiongroup/answered_by.html", context)


def _group(request: HttpRequest) -> QuestionGroup | None:
    key = request.GET.get("from_question", "")
    if not key.isdecimal():
        return None
    question = UnansweredQuestion.objects.filter(pk=key, resolved_at=None).first()
    return services.group_of(question) if question is not None else None
