"""What staff do about questions: each a POST, for who may, and harmless when somebody was faster."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from knowledge_base.learning import drafting, late_answers, services
from knowledge_base.models import QuestionGroup

_CHANGE = "knowledge_base.change_unansweredquestion"
_FASTER = "Somebody was faster: this is no longer open."

_Act = Callable[[HttpRequest, int], HttpResponse]


def urls(site: AdminSite) -> list[URLPattern]:
    """Return the address of each act."""
    return [
        path(
            f"<int:group_id>/{name}/",
            site.admin_view(require_POST(act)),
            name=f"knowledge_base_questiongroup_{name}",
        )
        for name, act in _ACTS.items()
    ]


def dismiss(request: HttpRequest, group_id: int) -> HttpResponse:
    """Put a group away."""
    _require(request, _CHANGE)
    if services.dismiss(group_id, by=request.user.get_username()):
        undo = reverse("admin:knowledge_base_questiongroup_change", args=[group_id])
        done = format_html('Dismissed. <a class="sara-link" href="{}">Look at it again</a>', undo)
        messages.success(request, done)
    else:
        messages.info(request, _FASTER)
    return redirect("admin:knowledge_base_questiongroup_changelist")


def reopen(request: HttpRequest, group_id: int) -> HttpResponse:
    """Put a group back on the list."""
    _require(request, _CHANGE)
    if services.reopen(group_id, by=request.user.get_username()):
        messages.success(request, "Back on the list.")
    else:
        messages.info(request, "It is on the list already.")
    return _back(group_id)


def add_wordings(request: HttpRequest, group_id: int) -> HttpResponse:
    """Add the questions that were ticked to an FAQ as other wordings."""
    _require(request, _CHANGE, "knowledge_base.change_faq")
    by = request.user.get_username()
    chosen = _number(request, "faq") or _number(request, "another")
    faq = services.add_wordings(group_id, chosen, _numbers(request, "question"), by=by)
    if faq is None:
        messages.info(request, f"{_FASTER} Nothing was added.")
    else:
        messages.success(request, f"Sara knows now: this asks what “{faq.question}” asks.")
    return _back(group_id)


def draft(request: HttpRequest, group_id: int) -> HttpResponse:
    """Have an answer drafted."""
    _require(request, _CHANGE)
    group = get_object_or_404(QuestionGroup, pk=group_id)
    if not drafting.ask_for(group):
        messages.info(request, "A draft is being made already.")
    return _back(group_id)


def tell(request: HttpRequest, group_id: int) -> HttpResponse:
    """Have the customers told who were ticked."""
    _require(request, _CHANGE, "receptionist.view_conversation")
    group = get_object_or_404(QuestionGroup.objects.select_related("faq"), pk=group_id)
    told = late_answers.send(group, _numbers(request, "contact"), by=request.user.get_username())
    if told:
        messages.success(request, f"{told} {'customer is' if told == 1 else 'customers are'} told.")
    else:
        messages.info(request, "Nobody new was told: somebody was faster, or the FAQ is switched off.")
    return _back(group_id)


_ACTS: dict[str, _Act] = {
    "dismiss": dismiss,
    "reopen": reopen,
    "wordings": add_wordings,
    "draft": draft,
    "tell": tell,
}


def _require(request: HttpRequest, *permissions: str) -> None:
    if not request.user.has_perms(permissions):
        raise PermissionDenied


def _back(group_id: int) -> HttpResponse:
    return redirect("admin:knowledge_base_questiongroup_change", group_id)


def _numbers(request: HttpRequest, name: str) -> list[int]:
    return [int(value) for value in request.POST.getlist(name) if value.isdecimal() and len(value) < _DIGITS]


def _number(request: HttpRequest, name: str) -> int:
    return next(iter(_numbers(request, name)), 0)


#: More than any id has.
_DIGITS = 19
