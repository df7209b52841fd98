"""The pinned requirements follow pyproject.toml, and agree with each other."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
EXTRAS = PROJECT["optional-dependencies"]
FILES = {
    "requirements.txt": PROJECT["dependencies"],
    "requirements-local.txt": PROJECT["dependencies"] + EXTRAS["local"],
    "requirements-dev.txt": PROJECT["dependencies"] + EXTRAS["local"] + EXTRAS["dev"],
}


def _pins(name: str) -> dict[str, str]:
    lines = (ROOT / name).read_text().splitlines()
    found = [line.partition(";")[0].strip().partition("==") for line in lines if line[:1].isalnum()]
    assert all(version for _, _, version in found), f"{name} holds something that is not pinned"
    return {canonicalize_name(package.partition("[")[0]): version for package, _, version in found}


@pytest.mark.parametrize("name", FILES)
def test_every_requirement_is_pinned_to_a_version_it_allows(name):
    pins = _pins(name)
    wanted = [Requirement(line) for line in FILES[name]]
    wrong = [
        str(requirement)
        for requirement in wanted
        if not requirement.specifier.contains(pins.get(canonicalize_name(requirement.name), "0"), prereleases=True)
    ]
    assert wrong == [], "run `make lock`"


def test_what_runs_locally_and_in_tests_is_what_is_deployed():
    product = _pins("requirements.txt")
    for name in ("requirements-local.txt", "requirements-dev.txt"):
        pins = _pins(name)
        assert {package: pins.get(package) for package in product} == product, name
