"""The product's settings, read in the environment of the tests."""

from __future__ import annotations

from tests.environment import prepare

prepare()

from sara.settings import *  # noqa: E402, F403

#: Hashing that is slow on purpose has nothing to prove here.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

#: Serve static files from where they lie: a test run collects none.
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
