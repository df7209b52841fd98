"""Django settings, and the table that says who serves the core's ports."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import dj_database_url
from django.core.management.utils import get_random_secret_key
from django.urls import reverse_lazy

# Whatever process reads the settings rings Celery's doorbell through our app.
from sara import celery as _celery  # noqa: F401
from sara import logs
from sara.admin_theme import UNFOLD  # noqa: F401 - a setting
from sara.broker import IMPATIENCE
from sara.env import BASE_DIR, load

ENV = load()

SECRET_KEY = ENV.django_secret_key.get_secret_value() if ENV.django_secret_key else get_random_secret_key()
DEBUG = ENV.debug
DEMO = ENV.sara_demo
ALLOWED_HOSTS = list(ENV.allowed_hosts)
PUBLIC_BASE_URL = str(ENV.public_base_url or "").rstrip("/")
LIVE_BASE_URL = str(ENV.live_base_url or "").rstrip("/")
if ENV.public_base_url and ENV.public_base_url.host:
    ALLOWED_HOSTS.append(ENV.public_base_url.host)
CSRF_TRUSTED_ORIGINS = [PUBLIC_BASE_URL] if PUBLIC_BASE_URL.startswith("https://") else []

INSTALLED_APPS = [
    "unfold",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "rest_framework",
    "rest_framework.authtoken",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "simple_history",
    "receptionist",
    "channels_sms",
    "channels_whatsapp",
    "channels_voice",
    "channels_email",
    "calendar_integration",
    "knowledge_base",
    *(["simulator"] if DEMO else []),
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # Whoever is signed in is the author of what they change.
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "sara.urls"
WSGI_APPLICATION = "sara.wsgi.application"
ASGI_APPLICATION = "sara.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "sara" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

DATABASES: dict[str, Any] = {"default": {}}
if ENV.database_url:
    _parsed = dj_database_url.parse(str(ENV.database_url))
    DATABASES["default"] = {
        **_parsed,
        # Threads and event loops open a connection for each request; the pool makes that cheap and bounded.
        # Bound on the server, the few statements of the hot path are planned once a connection and not each time.
        "OPTIONS": {
            # What stands behind the "?" of the URL, sslmode above all.
            **_parsed.get("OPTIONS", {}),
            "server_side_binding": True,
            "prepare_threshold": 5,
            "pool": {"min_size": 1, "max_size": ENV.database_pool_size, "timeout": 10},
        },
        "CONN_MAX_AGE": 0,
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = reverse_lazy("admin:login")
LOGIN_REDIRECT_URL = reverse_lazy("admin:index")

LANGUAGE_CODE = "en"
USE_I18N = False
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "var" / "static"

if PUBLIC_BASE_URL.startswith("https://"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 0 if ENV.hsts_scope == "off" else 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = ENV.hsts_scope in {"subdomains", "preload"}
    SECURE_HSTS_PRELOAD = ENV.hsts_scope == "preload"
    # A carrier that is redirected repeats its POST as a GET: the event would be lost. Signatures guard the webhooks.
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^webhooks/"]
    SECURE_SSL_REDIRECT = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

# "Include subdomains" and "preload" shut http out of hosts that are not Sara's: whoever owns the domain decides.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

#: Versions are looked up by what they are versions of, never by date alone.
SIMPLE_HISTORY_DATE_INDEX = False

#: Bytes of a request body that is read at all. Meta's batches grow to 3 MB; every other carrier's payloads are small.
DATA_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024 * 1024

CELERY_BROKER_URL = ENV.broker_url
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = {
    # Redis need not remember who took a ring, which costs a worker more than its task: the row waits, and the sweeper
    # rings again for what a dead worker has left.
    "ack_emulation": False,
    **IMPATIENCE,
}
CELERY_TASK_PUBLISH_RETRY = False

#: What a million tokens cost in dollars, by model: input, cached input, output. List prices of autumn 2026; the
#: vendor's own page has the last word (https://openai.com/api/pricing). LLM_PRICES adds to the table and overrules it.
#: Since gpt-5.6 a quarter more is charged for input that goes into the provider's cache. An answer does not tell how
#: much of it did, so all of it is counted at that price: a limit holds back too early rather than too late.
LLM_PRICES: dict[str, tuple[Decimal, Decimal, Decimal]] = {
    model: (Decimal(fresh), Decimal(cached), Decimal(output))
    for model, fresh, cached, output in (
        ("gpt-6-luna", "0.125", "0.01", "0.50"),
        ("gpt-5.6-terra", "2.50", "0.20", "12"),
        ("gpt-5.6-luna", "0.25", "0.02", "1.20"),
        ("gpt-5.4-nano", "0.20", "0.02", "1.25"),
        ("gpt-5", "1.25", "0.125", "10"),
        ("gpt-5-mini", "0.25", "0.025", "2"),
        ("gpt-5-nano", "0.05", "0.005", "0.40"),
        ("gpt-4.1", "2", "0.50", "8"),
        ("gpt-4.1-mini", "0.40", "0.10", "1.60"),
        ("gpt-4.1-nano", "0.10", "0.025", "0.40"),
        ("gpt-4o", "2.50", "1.25", "10"),
        ("gpt-4o-mini", "0.15", "0.075", "0.60"),
        # Turns texts into vectors (EMBEDDINGS=openai), and says nothing.
        ("text-embedding-3-small", "0.02", "0.02", "0"),
    )
} | ENV.llm_prices

_MODELS = {"ModelReader": ENV.openai_model, "SecondModelReader": ENV.openai_fallback_model}
if not ENV.openai_api_key.get_secret_value():
    _MODELS.clear()
#: The language models that are asked; a limit of what they may cost needs a price for each.
LLM_MODELS = [model for model in _MODELS.values() if model]

#: Who serves the core's ports: the only upward knowledge there is. System checks resolve every path.
RECEPTIONIST: dict[str, Any] = {
    "channels": {
        "sms": "channels_sms.channel.SmsChannel",
        "whatsapp": "channels_whatsapp.channel.WhatsappChannel",
        "voice": "channels_voice.channel.VoiceChannel",
        **({"email": "channels_email.channel.EmailChannel"} if ENV.email_host else {}),
    },
    # Numbers and accounts of ours that need not be entered anywhere while there is only one business.
    "own_addresses": {ENV.twilio_phone_number, ENV.whatsapp_phone_number_id} - {""},
    "calendar": "calendar_integration.calendar.Diary",
    "knowledge": "knowledge_base.answers.answering.Answers",
    "readers": [
        *(f"receptionist.understanding.model_reader.{reader}" for reader, model in _MODELS.items() if model),
        "receptionist.understanding.rules_reader.RulesReader",
    ],
    # Rewords replies; without one they are said as drafted.
    "phraser": "receptionist.phrasing.model_phraser.ModelPhraser"
    if ENV.reply_style == "natural" and ENV.openai_api_key.get_secret_value()
    else None,
    # Who else keeps something of a customer that must be erased when the customer is forgotten.
    "personal_data": ["calendar_integration.forgetting.DiaryData", "knowledge_base.learning.forgetting.QuestionData"],
    # A message with one of these goes to a person at once.
    "emergency_words": ENV.emergency_words,
    # So long a silence ends an interaction by text.
    "interaction_silence": timedelta(minutes=ENV.interaction_silence),
    # A caller who has hung up gets the answer as a text message.
    "fallbacks": {"voice": {"channel": "sms", "provider": "twilio"}},
    # Who approves words beforehand, for when words of our own are not allowed.
    "templates": {
        "meta": {"label": "WhatsApp by Meta", "check": "channels_whatsapp.providers.meta.check_template"},
        "twilio": {"label": "WhatsApp by Twilio", "check": "channels_whatsapp.providers.twilio.check_template"},
    },
    # Calls must never queue behind a slow text message.
    "queues": {"voice": "voice"},
    # Where staff see what lies behind an answer.
    "staff_pages": {"faq": "admin:knowledge_base_faq_change"},
}

#: Where staff keep calendars of their own (``calendar_integration.ports.OutsideCalendar``), if anywhere.
OUTSIDE_CALENDAR: str | None = None
if ENV.google_application_credentials:
    OUTSIDE_CALENDAR = "calendar_integration.providers.google.calendar.GoogleCalendar"
elif ENV.caldav_url:
    OUTSIDE_CALENDAR = "calendar_integration.providers.caldav.calendar.CalDavCalendar"

#: How long a place is kept for one who waits for it and was asked.
WAITLIST: dict[str, Any] = {"deadline": timedelta(minutes=ENV.waitlist_minutes)}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "rest_framework.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["receptionist.api.permissions.MayView"],
    "DEFAULT_PAGINATION_CLASS": "receptionist.api.pagination.NewestFirst",
    "DEFAULT_SCHEMA_CLASS": "receptionist.api.schema.Described",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["receptionist.api.parsing.SmallJSON"],
    "DEFAULT_THROTTLE_CLASSES": ["receptionist.api.throttling.PerAccount"],
    "EXCEPTION_HANDLER": "receptionist.api.handling.handler",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Sara",
    "DESCRIPTION": (
        "Conversations, appointments and answers to read; free times to search; appointments to book, move and cancel. "
        "Send `Authorization: Token YOUR-KEY`; keys are made in the admin under API keys, for accounts that may view, "
        "add or change what they ask for. What writes needs an `Idempotency-Key`: the same key does it once. "
        "Refusals are problem details (RFC 9457)."
    ),
    "VERSION": "1.0.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "ENUM_NAME_OVERRIDES": {
        "AppointmentStatusEnum": "calendar_integration.models.appointments.STATUSES",
        "NoSlotReasonEnum": "calendar_integration.free.refusals_in_words.WORDS",
    },
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}

LOGGING = logs.config(level=ENV.log_level, style=ENV.log_format)
