"""What Sara's processes run with in the storm: the settings of the tests, its carrier, and keys of its own in Redis."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import AnyHttpUrl

from tests.settings import *  # noqa: F403

ENV = ENV.model_copy(  # noqa: F405
    update={
        "twilio_api_base_url": AnyHttpUrl(os.environ["STORM_CARRIER"]),
        "worker_heartbeat_file": Path(os.environ["STORM_HEARTBEAT"]),
    }
)

CELERY_BROKER_TRANSPORT_OPTIONS = {
    **CELERY_BROKER_TRANSPORT_OPTIONS,  # noqa: F405
    "global_keyprefix": os.environ["STORM_KEYS"],
}
