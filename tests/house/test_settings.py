"""What a deployment's settings come to, each read in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
_READ = """
import json, sys
from sara.env import Environment
Environment.model_config["env_file"] = None
from sara import settings
print(json.dumps({name: getattr(settings, name, None) for name in sys.argv[1:]}))
"""


def _run(*names: str, **env: str) -> subprocess.CompletedProcess[str]:
    env |= {"PATH": os.environ["PATH"], "DJANGO_SECRET_KEY": "x"}
    return subprocess.run(
        [sys.executable, "-c", _READ, *names], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )


def _settings(*names: str, **env: str) -> dict[str, Any]:
    done = _run(*names, **env)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_what_the_database_url_asks_of_the_connection_is_kept():
    url = "postgres://sara:secret@db.example.com:5432/sara?sslmode=verify-full&connect_timeout=3"
    options = _settings("DATABASES", DATABASE_URL=url)["DATABASES"]["default"]["OPTIONS"]
    assert (options["sslmode"], options["connect_timeout"]) == ("verify-full", 3)
    assert options["pool"]["max_size"] == 20
