"""The versions of an FAQ, and rolling back to one."""

from __future__ import annotations

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from knowledge_base.editing import versions
from knowledge_base.models import FAQ

_PER_PAGE = 20


@require_GET
def history(request: HttpRequest, object_id: str) -> HttpResponse:
    """Show the versions of an FAQ, the newest first, each with what it changed."""
    if not request.user.has_perm("knowledge_base.view_faq"):
        raise PermissionDenied
    faq = get_object_or_404(FAQ, pk=object_id) if object_id.isdecimal() else None
    if faq is None:
        raise Http404
    older_than = request.GET.get("before", "")
    before = int(older_than) if older_than.isdecimal() else None
    found = versions.versions(faq.pk, before=before, limit=_PER_PAGE + 1)
    newest = versions.versions(faq.pk, limit=1)
    context = {
        **admin.site.each_context(request),
        "title": faq.question,
        "faq": faq,
        "versions": found[:_PER_PAGE],
        "older": found[_PER_PAGE - 1].id if len(found) > _PER_PAGE else None,
        "newest": newest[0].id if newest else None,
        "is_first_page": before is None,
        "may_change": request.user.has_perm("knowledge_base.change_faq"),
    }
    return render(request, "knowledge_base/history.html", context)


@require_POST
def roll_back(request: HttpRequest, faq_id: int, version_id: int) -> HttpResponse:
    """Make an FAQ read as it did, which is a new version."""
    if not request.user.has_perm("knowledge_base.change_faq"):
        raise PermissionDenied
    seen = request.POST.get("seen", "")
    try:
        done = versions.roll_back(faq_id, version_id, seen=int(seen) if seen.isdecimal() else 0)
    except FAQ.DoesNotExist as error:
        raise Http404 from error
    except versions.ChangedMeanwhileError:
        messages.warning(request, "Somebody has changed it meanwhile, so nothing was done. This is how it looks now.")
    except versions.NotFittingError as error:
        messages.error(request, f"That version cannot stand any more: {error}")
    else:
        said = "It reads as it did then, which is a new version." if done else "It reads so already."
        messages.success(request, said)
    return redirect("admin:knowledge_base_faq_history", faq_id)
