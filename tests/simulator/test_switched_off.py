from __future__ import annotations

import os
import subprocess
import sys

import pytest

_ASK = """
import django
django.setup()
from django.apps import apps
from django.urls import Resolver404, resolve
for path in ("/simulator/", "/simulator/carrier/v23.0/1/messages", "/simulator/feed/"):
    try:
        resolve(path)
    except Resolver404:
        continue
    raise SystemExit(f"{path} is served")
assert not apps.is_installed("simulator")
"""


@pytest.mark.slow
def test_nothing_of_it_exists_without_the_demo():
    environment = {**os.environ, "SARA_DEMO": "0", "DJANGO_SETTINGS_MODULE": "sara.settings"}
    done = subprocess.run([sys.executable, "-c", _ASK], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
