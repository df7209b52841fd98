"""FAQs from a file, in the admin: uploaded, looked at, and applied or dropped."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST
from unfold.widgets import UnfoldAdminFileFieldWidget, UnfoldAdminSelectWidget, UnfoldBooleanSwitchWidget

from knowledge_base.editing import differences
from knowledge_base.models import FaqImport
from knowledge_base.transfer import imports, reading
from knowledge_base.transfer.reading import FaqFile
from knowledge_base.transfer.rows import FIELDS, ImportRefusedError
from receptionist.models import Business

#: What a page can show and apply while somebody waits for it; the command takes more.
MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 5_000
#: Lines of each kind that a preview shows; it counts all of them.
_SHOWN = 100
_NEEDED = ("knowledge_base.add_faq", "knowledge_base.change_faq")
_OTHERS = ", ".join(FIELDS[2:])
_LIST = "admin:knowledge_base_faq_changelist"


class UploadForm(forms.Form):
    """A file, for which business, and whether it is the whole truth."""

    file = forms.FileField(
        help_text="A .csv table, .jsonl or .md file in UTF-8, up to 5 MB and 5,000 FAQs.",
        widget=UnfoldAdminFileFieldWidget(attrs={"accept": ".csv,.jsonl,.md"}),
    )
    business = forms.ModelChoiceField(Business.objects.all(), widget=UnfoldAdminSelectWidget(), empty_label=None)
    replace = forms.BooleanField(
        required=False,
        label="Replace all",
        help_text="The file is the whole truth: FAQs that it does not name are removed.",
        widget=UnfoldBooleanSwitchWidget(),
    )

    def clean_file(self) -> FaqFile:
        """Read the file wholly."""
        upload: UploadedFile[Any] = self.cleaned_data["file"]
        if (upload.size or 0) > MOST_BYTES:
            raise forms.ValidationError("It is larger than 5 MB; manage.py import_faqs takes larger ones.")
        try:
            file = reading.read(upload.name or "", upload.read())
        except ImportRefusedError as error:
            raise forms.ValidationError(str(error)) from error
        if len(file.rows) > MOST_ROWS:
            raise forms.ValidationError(
                f"It holds {len(file.rows):,} FAQs; a page takes {MOST_ROWS:,}, manage.py import_faqs takes more."
            )
        return file


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Take a file, and lead to what it would change; nothing is written yet."""
    _check(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data
        _check(request, removes=wanted["replace"])
        by = request.user.get_username()
        waiting = imports.prepare(wanted["business"], wanted["file"], replace=wanted["replace"], by=by)
        return redirect("admin:knowledge_base_faq_import_preview", waiting.pk)
    context = {**admin.site.each_context(request), "title": "Import FAQs", "form": form, "fields": _OTHERS}
    return render(request, "knowledge_base/import.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET"])
def preview(request: HttpRequest, import_id: int) -> HttpResponse:
    """Show what an import would change as the FAQs stand now."""
    waiting = FaqImport.objects.select_related("business").filter(pk=import_id).first()
    if waiting is None:
        return _gone(request)
    _check(request, removes=waiting.replace)
    try:
        planned, version = imports.preview(waiting)
    except ImportRefusedError as error:
        messages.error(request, f"{error} Nothing was changed.")
        return redirect("admin:knowledge_base_faq_import")
    changed = [(change.after, differences.between(change.before, change.after)) for change in planned.changed[:_SHOWN]]
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": "Import FAQs",
        "waiting": waiting,
        "plan": planned,
        "version": version,
        "added": planned.added[:_SHOWN],
        "changed": changed,
        "removed": planned.removed[:_SHOWN],
        "shown": _SHOWN,
        "unsayable": imports.unsayable(waiting.business, planned),
    }
    return render(request, "knowledge_base/import_preview.html", context)


@require_POST
def apply(request: HttpRequest, import_id: int) -> HttpResponse:
    """Do what was shown, or show what there is to see now."""
    waiting = FaqImport.objects.filter(pk=import_id).first()
    if waiting is None:
        return _gone(request)
    _check(request, removes=waiting.replace)
    try:
        done = imports.apply(import_id, request.POST.get("seen", ""), by=request.user.get_username())
    except imports.NotWaitingError:
        return _gone(request)
    except (imports.ChangedMeanwhileError, ImportRefusedError):
        messages.warning(request, "The FAQs have changed meanwhile, so nothing was done. This is how it looks now.")
        return redirect("admin:knowledge_base_faq_import_preview", import_id)
    messages.success(request, f"Imported: {done}.")
    return redirect(_LIST)


@require_POST
def drop(request: HttpRequest, import_id: int) -> HttpResponse:
    """Leave the FAQs as they are."""
    _check(request)
    FaqImport.objects.filter(pk=import_id).delete()
    messages.info(request, "Nothing was changed.")
    return redirect(_LIST)


def _gone(request: HttpRequest) -> HttpResponse:
    _check(request)
    messages.info(request, "This import is done, or was dropped, already.")
    return redirect(_LIST)


def _check(request: HttpRequest, *, removes: bool = False) -> None:
    needed = (*_NEEDED, "knowledge_base.delete_faq") if removes else _NEEDED
    if not request.user.has_perms(needed):
        raise PermissionDenied
