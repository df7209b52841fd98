"""The FAQs' texts as vectors, and the score from which a business's FAQs are good enough."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from knowledge_base.models.faqs import FAQ
from receptionist.models import Business

if TYPE_CHECKING:
    from knowledge_base.embeddings.weights import Array

    _Field = models.Field[Array, Array]
else:
    _Field = models.Field


class NumbersField(_Field):
    """32-bit numbers in a ``real[]``, which every PostgreSQL has and pgvector reads as its own.

    Written from and read to a numpy array; no number is changed on the way.
    """

    def db_type(self, connection: Any) -> str:
        """Name the column's type."""
        return "real[]"

    def get_prep_value(self, value: Any) -> Any:
        """Write them as a list."""
        return value.tolist()

    def select_format(self, compiler: Any, sql: str, params: Any) -> tuple[str, tuple[str | int, ...]]:
        """Ask for their bytes: as text, a thousand vectors would be half a second's reading."""
        return f"array_send({sql})", params

    def from_db_value(self, value: bytes, *_: Any) -> Array:
        """Read the bytes: a head of five numbers (one dimension, no gaps), then each number after its length."""
        import numpy as np  # noqa: PLC0415 - only processes that search pay for it

        numbers = np.frombuffer(value, np.dtype([("length", ">i4"), ("number", ">f4")]), offset=20)["number"]
        return numbers.astype(np.float32)


class FaqEmbedding(models.Model):
    """One text of an FAQ (its question, a wording, or question and answer together) as a vector."""

    faq = models.ForeignKey(FAQ, on_delete=models.CASCADE, related_name="embeddings")
    #: Whose vector it is: those of two models are never compared.
    model = models.CharField(max_length=60)
    #: SHA-256 of the text. A row whose text is no longer the FAQ's is of no use, and goes with the next round.
    digest = models.BinaryField(max_length=32)
    #: Where the server has pgvector, a column beside it has the same: see searching/pgvector.py.
    vector = NumbersField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["faq", "model", "digest"], name="one_vector_a_text"),
        ]

    def __str__(self) -> str:
        return f"{self.model} of FAQ {self.faq_id}"


class Calibration(models.Model):
    """The score from which a business's own FAQs are good enough, as ``manage.py calibrate_faqs`` has found it."""

    business = models.OneToOneField(Business, primary_key=True, on_delete=models.CASCADE, related_name="calibration")
    #: The model it holds for; empty for the words alone.
    model = models.CharField(max_length=60, blank=True)
    threshold = models.FloatField(validators=[MinValueValidator(0), MaxValueValidator(1)])
    #: Wordings that were asked while they were left out.
    asked = models.PositiveIntegerField()
    calibrated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.business_id}: from {self.threshold:.2f}"
