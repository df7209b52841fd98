"""FAQs handed out as files."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from knowledge_base.models import FAQ
from knowledge_base.transfer.formats import FORMATS
from knowledge_base.transfer.rows import FaqRow
from receptionist.models import Business

_Answer = HttpResponse | StreamingHttpResponse


def handed_out(request: HttpRequest, faqs: QuerySet[FAQ], suffix: str) -> _Answer:
    """Answer with a file of these FAQs, oldest first, for an account that may see them."""
    if not request.user.has_perm("knowledge_base.view_faq"):
        raise PermissionDenied
    kind = FORMATS[suffix]
    rows = (FaqRow.of(faq) for faq in faqs.select_related("translation_of").order_by("pk").iterator())
    name = f"faqs-{timezone.now():%Y-%m-%d}{suffix}"
    return StreamingHttpResponse(
        (piece.encode() for piece in kind.write(rows)),
        content_type=f"{kind.media_type}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_GET
def export(request: HttpRequest, suffix: str) -> _Answer:
    """Hand out all FAQs, or those of the business that the address names."""
    if f".{suffix}" not in FORMATS:
        raise Http404
    faqs = FAQ.objects.all()
    business = request.GET.get("business", "")
    if business:
        if not business.isdecimal() or not Business.objects.filter(pk=business).exists():
            raise Http404
        faqs = faqs.filter(business=int(business))
    return handed_out(request, faqs, f".{suffix}")


def _chosen(suffix: str, name: str) -> Callable[[object, HttpRequest, QuerySet[FAQ]], _Answer]:
    @admin.action(description=f"Export the chosen ones: {name}", permissions=["view"])
    def act(_: object, request: HttpRequest, faqs: QuerySet[FAQ]) -> _Answer:
        return handed_out(request, FAQ.objects.filter(pk__in=faqs.values("pk")), suffix)

    act.__name__ = f"export_{suffix[1:]}"
    return act


ACTIONS = [_chosen(suffix, kind.name) for suffix, kind in FORMATS.items()]
