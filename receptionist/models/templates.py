"""Words that a carrier has approved beforehand, for when words of our own are not allowed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from receptionist.domain.announcements import ANNOUNCEMENTS, VARIABLES
from receptionist.domain.languages import LANGUAGES
from receptionist.models.people import Business

_ORDER = ", ".join(f"{{{{{number}}}}} {words}" for number, words in enumerate(VARIABLES.values(), start=1))


class MessageTemplate(models.Model):
    """A template that a carrier has approved for one of Sara's announcements, in one language."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="templates", db_index=False)
    provider = models.CharField(max_length=20, help_text="Who approved it.")
    announcement = models.CharField(
        max_length=40,
        choices=[(phrase.value, words) for phrase, words in ANNOUNCEMENTS.items()],
        help_text=f"What it says. Its variables must be {_ORDER}.",
    )
    language = models.CharField(max_length=2, choices=[(code, code) for code in LANGUAGES])
    name = models.CharField(
        max_length=512,
        help_text="What they call it.",
    )
    code = models.CharField(
        "their language", max_length=10, blank=True, help_text="As it was approved there, where they ask for it."
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["business", "provider", "announcement", "language"],
                name="one_template_an_announcement",
                violation_error_message="There is a template for that already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_announcement_display()} ({self.language})"
