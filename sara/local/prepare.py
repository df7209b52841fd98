"""Bring the database, the static files, the demo and the admin login into the state a run needs, in one process."""

from __future__ import annotations

import os
import sys
from io import StringIO

import django
import psycopg
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command, get_commands
from django.db import OperationalError
from psycopg.errors import DiskFull
from redis import Redis, RedisError

from sara.local.bootstrap import Told, told_when_the_disk_refuses
from sara.local.environment import ADMIN


def main() -> None:
    """Do it all, or exit with one line that says what to mend."""
    try:
        with told_when_the_disk_refuses():
            prepare()
    except Told as problem:
        sys.exit(f"sara: {problem}")
    except OperationalError as error:
        if not isinstance(error.__cause__, DiskFull):
            raise
        sys.exit("sara: the disk PostgreSQL writes to is full; free some space and try again")


def prepare() -> None:
    """Do it all; every step may be repeated. Exits with one line when a server does not answer."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sara.settings")
    django.setup()
    _ask_the_servers()
    call_command("check", stdout=StringIO())
    print("Bringing the database up to date ...", flush=True)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    if settings.DEMO and "load_demo" in get_commands():
        print("Loading the demo business ...", flush=True)
        call_command("load_demo")
    _make_admin(os.environ["SARA_ADMIN_PASSWORD"])


def _ask_the_servers() -> None:
    try:
        with Redis.from_url(str(settings.ENV.redis_url), socket_connect_timeout=5, socket_timeout=5) as redis:
            redis.ping()
    except RedisError as error:
        sys.exit(f"sara: Redis does not answer; see REDIS_URL, or unset it for the built-in one ({error})")
    try:
        # Not by Django's pool, which would keep trying.
        psycopg.connect(str(settings.ENV.database_url), connect_timeout=5).close()
    except psycopg.OperationalError as error:
        reason = " ".join(str(error).split())
        sys.exit(f"sara: PostgreSQL does not answer; see DATABASE_URL, or unset it for the built-in one ({reason})")


def _make_admin(password: str) -> None:
    """Create the login of the first start; one that stands, and a password someone changed, are left alone."""
    users = get_user_model().objects
    if not users.filter(username=ADMIN).exists():
        users.create_superuser(ADMIN, email="", password=password)


if __name__ == "__main__":
    main()
