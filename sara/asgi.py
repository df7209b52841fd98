"""The process for what waits: the turns of a call."""

from __future__ import annotations

import os

from django.conf import settings
from django.core.asgi import get_asgi_application

from sara.env import require_servers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sara.settings")

application = get_asgi_application()
require_servers(settings.ENV)
