"""Lists of short texts, edited as plain text."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from knowledge_base.answers.live import KINDS
from knowledge_base.editing.validation import problems
from knowledge_base.models import FAQ
from knowledge_base.transfer.rows import FIELDS, html_in, lines


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
        fields = ("business", *FIELDS)
        widgets: ClassVar = {"spoken_answer": UnfoldAdminTextareaWidget(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "answer" in self.fields:
            self.fields["answer"].help_text = placeholders_in_words()

    def clean_answer(self) -> str:
        """Refuse tags: customers get plain text."""
        answer: str = lines(self.cleaned_data["answer"])
        if tag := html_in(answer):
            raise forms.ValidationError(f"It holds the HTML tag {tag[:40]}. Customers get plain text; leave tags out.")
        return answer

    def _post_clean(self) -> None:
        """Check what has been filled into the FAQ as a whole: fields that are wrong by themselves come first."""
        super()._post_clean()  # type: ignore[misc]  # the stubs do not know it
        if not self.errors and self.instance.business_id is not None:
            for field, why in problems(self.instance):
                self.add_error(field if field in self.fields else None, why)


def placeholders_in_words() -> SafeString:
    """List the placeholders for staff who write an answer; folded, for most answers need none."""
    known = [(kind.example, kind.meaning) for kind in KINDS.values()]
    further = [
        ("{opening_hours:saturday}", "the hours of a weekday, of today or of tomorrow"),
        ("{address:Main Street}", "one location of several"),
        ("{{ }}", "braces that customers see"),
    ]
    return format_html(
        'Sara says exactly this.<details class="sara-more relative">'
        "<summary>Facts that she fills in when she says it</summary>{}</details>",
        format_html_join("", "<code>{}</code> {}<br>", [*known, *further]),
    )
