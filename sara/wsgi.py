"""The process for webhooks, API and admin: what answers at once."""

from __future__ import annotations

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from sara.env import require_servers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sara.settings")

application = get_wsgi_application()
require_servers(settings.ENV)
