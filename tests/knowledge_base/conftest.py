from __future__ import annotations

import pytest

from knowledge_base.models import FAQ
from receptionist.models import Business, Conversation
from tests.knowledge_base.salon import SALON
from tests.people import converse
from tests.receptionist.conftest import no_workers  # noqa: F401 - a fixture


@pytest.fixture
def business(db) -> Business:
    return Business.objects.create(name="Salon", timezone="Europe/Madrid")


@pytest.fixture
def salon(business: Business) -> Business:
    FAQ.objects.bulk_create(
        FAQ(business=business, question=question, wordings=wordings, answer=answer)
        for question, wordings, answer in SALON
    )
    return business


@pytest.fixture
def conversation(business: Business) -> Conversation:
    return converse(business, "+15005550010", name="Ana")
