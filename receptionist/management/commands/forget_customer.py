"""`manage.py forget_customer`: erase what names or quotes a customer."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from receptionist.models import Contact
from receptionist.people import forgetting


class Command(BaseCommand):
    """Show what stands of a customer, ask, and erase it."""

    help = (
        "Erases a customer: names, numbers, words, notes and the carriers' raw payloads, in conversations, follow-ups, "
        "the diary and questions. Shows what it will erase and asks. The audit stays; it holds nothing of this."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take who it is, and whether to ask."""
        parser.add_argument("who", nargs="?", default="", help="a phone number, an e-mail address, a name or username")
        parser.add_argument("--contact", type=int, metavar="ID", help="the customer's id, where several have that name")
        parser.add_argument("--yes", action="store_true", help="erase without asking, for scripts")

    def handle(self, *args: Any, **options: Any) -> None:
        """Find, show, ask, erase."""
        contact = self._the_one(options["who"], options["contact"])
        self.stdout.write(f"{_described(contact)}. This is erased:")
        for what, count in forgetting.kept(contact).items():
            self.stdout.write(f"  {what}: {count}")
        if not options["yes"] and not _is_sure():
            raise CommandError("Nothing was erased.")
        try:
            forgetting.forget(contact.pk, by="manage.py")
        except forgetting.BeingAnswered:
            raise CommandError("Sara is answering this customer; nothing was erased. Try again in a minute.") from None
        self.stdout.write(
            f"Customer {contact.pk} is forgotten. Backups, and what the carriers keep, are yours to see to."
        )

    def _the_one(self, who: str, contact_id: int | None) -> Contact:
        if not who and contact_id is None:
            raise CommandError("Say who: a phone number, an e-mail address, a name or username, or --contact ID.")
        found = forgetting.find(who) if who else list(forgetting.known())
        if contact_id is not None:
            found = [contact for contact in found if contact.pk == contact_id]
        if not found:
            raise CommandError("No customer is known by that; nothing was erased.")
        if len(found) > 1:
            lines = "\n".join(f"  {_described(contact)}" for contact in found)
            raise CommandError(f"Several customers are known by that; name one with --contact ID:\n{lines}")
        return found[0]


def _described(contact: Contact) -> str:
    known = [contact.name, contact.email, contact.callback_phone, *(one.value for one in contact.addresses.all())]
    about = ", ".join(dict.fromkeys(word for word in known if word))
    return f"Customer {contact.pk} of {contact.business} ({about}), since {contact.created_at:%Y-%m-%d}"


def _is_sure() -> bool:
    try:
        return input("Erase it? It cannot be undone. [y/N] ").strip().lower() in {"y", "yes"}
    except EOFError:
        return False
