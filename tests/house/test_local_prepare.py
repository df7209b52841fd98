from __future__ import annotations

import errno

import pytest
from django.db import OperationalError
from psycopg.errors import DiskFull

from sara.local import prepare


def _postgres_is_full() -> None:
    raise OperationalError("could not extend file") from DiskFull("could not extend file")


def _no_file_can_grow() -> None:
    raise OSError(errno.ENOSPC, "No space left on device", "/some/file")


@pytest.mark.parametrize("trouble", [_postgres_is_full, _no_file_can_grow])
def test_a_full_disk_is_told_in_one_line(monkeypatch, trouble):
    monkeypatch.setattr(prepare, "prepare", trouble)
    with pytest.raises(SystemExit, match=r"^sara: the disk .* is full; free some space.* try again$"):
        prepare.main()


def test_what_nobody_foresaw_keeps_its_traceback(monkeypatch):
    def stumble() -> None:
        raise OperationalError("the database is in recovery mode")

    monkeypatch.setattr(prepare, "prepare", stumble)
    with pytest.raises(OperationalError):
        prepare.main()
