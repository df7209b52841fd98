"""Proves the audit's hash chains, in one pass inside the database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

_BROKEN = """
WITH links AS (
    SELECT line.chain, line.position, line.id,
           line.hash <> audit_hash(line) AS changed,
           line.previous_hash <> coalesce(lag(line.hash) OVER chain_order, '') AS unlinked,
           line.position <> coalesce(lag(line.position) OVER chain_order, 0) + 1 AS gap
    FROM receptionist_auditevent AS line
    WINDOW chain_order AS (PARTITION BY line.chain ORDER BY line.position)
)
SELECT chain, position,
       CASE WHEN changed THEN 'the line was changed'
            WHEN gap THEN 'a line before it is missing'
            ELSE 'it does not follow the line before it' END
FROM links WHERE changed OR unlinked OR gap
UNION ALL
SELECT head.chain, head.position, 'the end of the chain is missing'
FROM receptionist_audithead AS head
LEFT JOIN receptionist_auditevent AS line ON line.chain = head.chain AND line.position = head.position
WHERE line.hash IS DISTINCT FROM head.hash
UNION ALL
SELECT DISTINCT line.chain, 0::bigint, 'the chain has no head'
FROM receptionist_auditevent AS line
WHERE NOT EXISTS (SELECT 1 FROM receptionist_audithead AS head WHERE head.chain = line.chain)
ORDER BY 1, 2
LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """A line that does not hold, and what is wrong with it."""

    chain: int
    position: int
    what: str

    def __str__(self) -> str:
        whose = f"conversation {self.chain}" if self.chain else "the house"
        return f"{whose}, line {self.position}: {self.what}"


def broken_links(limit: int) -> Iterator[BrokenLink]:
    """Yield the first ``limit`` lines that do not hold."""
    with connection.cursor() as cursor:
        cursor.execute(_BROKEN, [limit])
        yield from (BrokenLink(*row) for row in cursor.fetchall())


def count_lines() -> tuple[int, int]:
    """Count the audit's lines and chains."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), count(DISTINCT chain) FROM receptionist_auditevent")
        lines, chains = cursor.fetchone()
    return lines, chains
