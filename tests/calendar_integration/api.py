"""A program that speaks to the API over HTTP, as far as Django's own client does."""

from __future__ import annotations

from itertools import count
from typing import Any

from django.contrib.auth.models import Permission, User
from django.test import Client
from rest_framework.authtoken.models import Token

_KEYS = count(1)
PROBLEM = "application/problem+json"


class Program:
    """One account's program; every write of it has a key of its own unless one is given."""

    def __init__(self, user: User) -> None:
        self.user = user
        self._client = Client(headers={"Authorization": f"Token {Token.objects.create(user=user).key}"})

    def get(self, path: str, **query: Any) -> Any:
        return self._client.get(f"/api/v1/{path}", {name.rstrip("_"): value for name, value in query.items()})

    def post(self, path: str, body: Any = None, *, key: str | None = "", **headers: str) -> Any:
        """Post JSON; the key None leaves the header away."""
        if key is not None:
            headers["Idempotency-Key"] = key or f"key-{next(_KEYS)}"
        return self._client.post(f"/api/v1/{path}", body or {}, content_type="application/json", headers=headers)

    def put(self, path: str) -> Any:
        return self._client.put(f"/api/v1/{path}", {}, content_type="application/json")

    def options(self, path: str) -> Any:
        return self._client.options(f"/api/v1/{path}")

    def post_as_is(self, path: str, body: bytes, media_type: str = "application/json") -> Any:
        headers = {"Idempotency-Key": f"key-{next(_KEYS)}"}
        return self._client.generic("POST", f"/api/v1/{path}", body, media_type, headers=headers)


def program(username: str, *permissions: str) -> Program:
    """Make an account that may do just this in the diary."""
    user = User.objects.create_user(username, is_staff=True)
    for codename in permissions:
        user.user_permissions.add(Permission.objects.get(codename=codename))
    return Program(user)
