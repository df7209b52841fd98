"""`manage.py verify_audit`: prove that no line of the audit was changed, removed or slipped in."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from receptionist.audit_proof import broken_links, count_lines


class Command(BaseCommand):
    """Walk every chain and recompute every hash."""

    help = "Proves the audit's hash chains; exits with 1 and names the first broken lines when one does not hold."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the verdict."""
        broken = list(broken_links(limit=20))
        if broken:
            raise CommandError("The audit is broken:\n" + "\n".join(f"  {link}" for link in broken))
        lines, chains = count_lines()
        counted = f"{_count(lines, 'line')} in {_count(chains, 'chain')}"
        self.stdout.write(f"The audit holds: {counted}, every hash and every link checked.")


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
