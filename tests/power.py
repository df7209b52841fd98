"""A power supply that fails at a step of one's choice.

Steps are counted where a process can really die with consequences: before each statement to the database, before and
after each commit, and after the carrier has taken the reply but before we know.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from threading import Thread
from typing import Any

from django.db import connection

from tests.fakes.ports import Stage


class PowerCut(BaseException):
    """The process is gone: no handler of ours may catch this."""


@dataclass
class Power:
    """Counts steps and cuts the power at one of them; a dead process does nothing more."""

    cut_at: int
    #: Who dies before reading has done nothing, so it may be left out where there is much of it; locks count always.
    counts_reads: bool = True
    step: int = 0
    #: What it was cut before, or after.
    cut: str = ""

    def tick(self, what: str) -> None:
        self.step += 1
        if self.step >= self.cut_at:
            self.cut = self.cut or what
            raise PowerCut

    @property
    def was_cut(self) -> bool:
        return self.step >= self.cut_at

    def run(self, work: Callable[[], None]) -> None:
        """Do the work in a process of its own, as far as the database can tell; it dies when the power is cut."""
        worker = Thread(target=self._live_and_die, args=(work,))
        worker.start()
        worker.join()

    def _live_and_die(self, work: Callable[[], None]) -> None:
        connection.ensure_connection()
        commit = connection._commit  # type: ignore[attr-defined]

        def commit_or_die() -> None:
            self.tick("before a commit")
            commit()
            self.tick("after a commit")

        def execute_or_die(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            if self.counts_reads or not sql.startswith("SELECT") or "FOR UPDATE" in sql or "lock" in sql:
                self.tick("before a statement")
            return execute(sql, params, many, context)

        connection._commit = commit_or_die  # type: ignore[attr-defined]
        Stage.text.after_taking = partial(self.tick, "after the carrier took it")
        try:
            with connection.execute_wrapper(execute_or_die):
                work()
        except BaseException:
            # Whatever unwinding a PowerCut meets in this thread would not happen in a process that is gone.
            if not self.was_cut:
                raise
        finally:
            Stage.text.after_taking = lambda: None
            line = connection.connection
            line.close()
            connection.pool.putconn(line)  # type: ignore[attr-defined]
