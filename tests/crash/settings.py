"""What Sara's processes run with in the storm: the settings of the tests, its carrier, and keys of its own in Redis."""

from __future__ import annotations

import os

from pydantic import AnyHttpUrl

from tests.settings import *  # noqa: F403

ENV = ENV.model_copy(update={"twilio_api_base_url": AnyHttpUrl(os.environ["STORM_CARRIER"])})  # noqa: F405

CELERY_BROKER_TRANSPORT_OPTIONS = {
    **CELERY_BROKER_TRANSPORT_OPTIONS,  # noqa: F405
    "global_keyprefix": os.environ["STORM_KEYS"],
}
