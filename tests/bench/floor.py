"""The machine's own floor: a bare Django view that checks the signature, inserts, enqueues, and nothing else.

Served exactly as Sara's web process is; its queue has no worker.
"""

from __future__ import annotations

import os
import sys

import django
from celery import Celery
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from twilio.request_validator import RequestValidator

QUEUE = "bench-floor"

if not settings.configured:
    import dj_database_url

    settings.configure(
        ALLOWED_HOSTS=["127.0.0.1"],
        SECRET_KEY="only for the bench",
        ROOT_URLCONF=__name__,
        # For Content-Length, without which a connection cannot be kept alive.
        MIDDLEWARE=["django.middleware.common.CommonMiddleware"],
        USE_TZ=True,
        DATABASES={
            "default": {
                **dj_database_url.parse(os.environ["DATABASE_URL"]),
                "OPTIONS": {"pool": {"min_size": 1, "max_size": 20, "timeout": 10}},
            }
        },
    )
    django.setup()

queue = Celery("floor", broker=os.environ["REDIS_URL"])
queue.conf.task_default_queue = QUEUE
validator = RequestValidator(os.environ["TWILIO_AUTH_TOKEN"])


def lay() -> None:
    """Create the floor's one table, empty."""
    clear()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_floor (id bigserial PRIMARY KEY, call_id text UNIQUE, body text)")


def clear() -> None:
    """Leave nothing on the servers, which may be somebody's own."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_floor")
    queue.control.purge()


@csrf_exempt
def receive(request: HttpRequest) -> HttpResponse:
    """Do what no webhook of this kind can do without."""
    signature = request.headers.get("X-Twilio-Signature", "")
    if not validator.validate(request.build_absolute_uri(), request.POST, signature):
        return HttpResponseForbidden()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO bench_floor (call_id, body) VALUES (%s, %s) ON CONFLICT DO NOTHING",
            [request.POST["MessageSid"], request.POST["Body"]],
        )
    queue.send_task("bench.answer", args=(request.POST["MessageSid"],))
    return HttpResponse("<Response/>", content_type="text/xml")


urlpatterns = [path("floor/", receive)]
application = get_wsgi_application()

if __name__ == "__main__":
    sys.exit("served by tests.bench")
