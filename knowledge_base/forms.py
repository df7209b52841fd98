"""Lists of short texts, edited as plain text."""

from __future__ import annotations

from typing import Any

from django import forms
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from knowledge_base.models import FAQ


class ListField(forms.CharField):
    """A list of short texts, written one a line or with another separator; empty parts are dropped."""

    def __init__(self, *, separator: str = "\n", longest: int, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.separator = separator
        self.longest = longest

    def prepare_value(self, value: Any) -> Any:
        """Write a list as text; text that was just typed stays as it is."""
        glue = self.separator if self.separator == "\n" else f"{self.separator} "
        return glue.join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]  # a list is what the field is for
        """Split text into its parts, each once. Raises ValidationError when one is too long."""
        if isinstance(value, list):
            return value
        parts = [" ".join(part.split()) for part in str(value or "").split(self.separator)]
        for part in parts:
            if len(part) > self.longest:
                raise forms.ValidationError(f"“{part[:40]}…” is longer than {self.longest} characters.")
        return list(dict.fromkeys(part for part in parts if part))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Tell whether the list differs, whatever its spacing."""
        return bool((initial or []) != self.to_python(data))


class FaqForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic when it runs
    """An FAQ as staff edit it."""

    wordings = ListField(
        longest=300,
        label="Other wordings",
        help_text="Other ways customers ask the same, one a line. Each one makes Sara surer.",
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 5}),
    )
    tags = ListField(
        separator=",",
        longest=40,
        help_text="To find it again, separated by commas: prices, parking.",
        widget=UnfoldAdminTextInputWidget(),
    )

    class Meta:
        model = FAQ
        fields = ("business", "question", "wordings", "answer", "tags", "language", "active")
