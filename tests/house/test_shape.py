"""The sizes the project keeps, and what the domain may lean on."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = (
    "sara",
    "simulator",
    "channels_voice",
    "channels_whatsapp",
    "channels_sms",
    "channels_email",
    "calendar_integration",
    "knowledge_base",
    "receptionist",
)
MODULE_LINES = 300
FUNCTION_LINES = 40

MODULES = sorted(
    path for package in PACKAGES for path in (ROOT / package).rglob("*.py") if path.parent.name != "migrations"
)


def _functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_no_module_is_longer_than_a_reader_can_hold():
    lengths = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in MODULES}
    assert {name: length for name, length in lengths.items() if length > MODULE_LINES} == {}


def test_no_function_is_longer_than_a_screen():
    lengths = {
        f"{path.relative_to(ROOT)}:{function.lineno} {function.name}": (function.end_lineno or 0) - function.lineno + 1
        for path in MODULES
        for function in _functions(path)
    }
    assert {name: length for name, length in lengths.items() if length > FUNCTION_LINES} == {}


@pytest.mark.parametrize("path", sorted((ROOT / "receptionist" / "domain").rglob("*.py")), ids=lambda path: path.name)
def test_the_domain_imports_nothing_but_the_standard_library_and_itself(path):
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute here"
            names.add(node.module or "")
    foreign = {
        name
        for name in names
        if name.split(".")[0] not in sys.stdlib_module_names
        and name != "receptionist.domain"
        and not name.startswith("receptionist.domain.")
    }
    assert foreign == set()
