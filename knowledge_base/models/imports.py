"""Imports that wait for somebody's yes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from receptionist.models import Business


class FaqImport(models.Model):
    """A file that was read and checked, and is shown before it is applied; nothing has been written of it yet.

    It holds the rows rather than what they change: with the same FAQs they always come to the same.
    """

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="+")
    file_name = models.CharField(max_length=200)
    #: What each row of the file states, and nothing that it does not.
    rows = models.JSONField()
    #: Columns that mean nothing to an import.
    unused = models.JSONField(default=list)
    replace = models.BooleanField()
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        default_permissions: ClassVar = ()

    def __str__(self) -> str:
        return f"{self.file_name}, read for {self.made_by}"
