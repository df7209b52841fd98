"""The "Ask Sara" box: what the search makes of a question, and what customers would be told."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language_info
from django.views.decorators.http import require_GET

from knowledge_base.editing.rehearsal import Ranked, Rehearsal, rehearse
from receptionist.admin import show
from receptionist.domain.languages import LANGUAGES
from receptionist.models import Business

#: A script that asks for the answer alone, to put it below the box.
_ALONE = "answer"


class AskForm(forms.Form):
    """A question, to which business, and in which language the answer is wanted."""

    q = forms.CharField(max_length=500, label="Question")
    business = forms.ModelChoiceField(Business.objects.all(), required=False)
    language = forms.ChoiceField(choices=[(code, code) for code in LANGUAGES], required=False)


@require_GET
def ask(request: HttpRequest) -> HttpResponse:
    """Answer the box: the whole page, or the answer alone for the script."""
    if not request.user.has_perm("knowledge_base.view_faq"):
        raise PermissionDenied
    form = AskForm(request.GET)
    context = {**box(request), "title": "Ask Sara", "form": form}
    business = form.cleaned_data["business"] or Business.objects.first() if form.is_valid() else None
    if business is not None:
        language = form.cleaned_data["language"] or business.language
        rehearsal = rehearse(business, form.cleaned_data["q"], language, timezone.now())
        context |= {"asked": rehearsal, "rows": [_row(each, rehearsal) for each in rehearsal.ranked]}
        context |= {"told": [([show.channel(name) for name in told.channels], told.text) for told in rehearsal.told]}
        context |= {"verdict": _verdict(rehearsal), "enough": round(rehearsal.threshold * 100)}
        context["add"] = f"{reverse('admin:knowledge_base_faq_add')}?{_wish(rehearsal.question)}"
    if request.GET.get("only") == _ALONE:
        return render(request, "knowledge_base/asked.html", context)
    return render(request, "knowledge_base/ask.html", {**admin.site.each_context(request), **context})


def box(request: HttpRequest) -> dict[str, object]:
    """Return what the box itself needs."""
    businesses = list(Business.objects.all()[:50])
    chosen = request.GET.get("language") or (businesses[0].language if businesses else "")
    return {
        "businesses": businesses if len(businesses) > 1 else [],
        "business_chosen": request.GET.get("business", ""),
        "languages": [(code, get_language_info(code)["name"], code == chosen) for code in LANGUAGES],
        "question": request.GET.get("q", ""),
        "may_change": request.user.has_perm("knowledge_base.change_faq"),
        "may_add": request.user.has_perm("knowledge_base.add_faq"),
    }


def _row(each: Ranked, rehearsal: Rehearsal) -> dict[str, object]:
    url = reverse("admin:knowledge_base_faq_change", args=[each.faq.id])
    return {
        "faq": each.faq,
        "percent": round(each.score * 100),
        "parts": [(name, round(part * 100)) for name, part in each.parts],
        "words": each.words,
        "is_enough": each.is_enough,
        "is_said": each.faq.id == rehearsal.faq_id,
        "url": url,
        "add_wording": f"{url}?{_wish(rehearsal.question)}",
        "is_known": rehearsal.question.strip() in {each.faq.question, *each.faq.wordings},
    }


def _wish(question: str) -> str:
    return urlencode({"wording": question})


def _verdict(rehearsal: Rehearsal) -> tuple[str, str]:
    """Say what would become of it, and in which tone."""
    enough = f"{rehearsal.threshold * 100:.0f}"
    if rehearsal.blocked:
        return "An FAQ fits, but it cannot be said as things stand", "bad"
    if rehearsal.choices:
        return f"Asks back: {rehearsal.choices} FAQs fit about equally well", "doubtful"
    if rehearsal.faq_id is not None:
        return f"Answered: {enough} or more is enough", "good"
    if any(each.is_enough for each in rehearsal.ranked):
        return "Not answered: what fits is not used today", "doubtful"
    return f"Not answered: nothing reaches {enough}", "doubtful"
