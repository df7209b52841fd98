"""Invitations: an appointment as a file that the customer's own calendar takes up, changes and takes out again."""

from __future__ import annotations

from datetime import datetime
from email.utils import parseaddr

from icalendar import vCalAddress

from calendar_integration.models import Appointment
from calendar_integration.notices import icalendars
from calendar_integration.statuses import AGREED, AppointmentStatus
from receptionist.domain.messages import Enclosure
from receptionist.sending import emails

FILE_NAME = "invitation.ics"
_METHODS = {**dict.fromkeys(AGREED, "REQUEST"), AppointmentStatus.CANCELLED: "CANCEL"}
#: What a description may take of the file.
_LONGEST_TEXT = 4_000


def invite(appointment_id: int, *, text: str, now: datetime) -> Enclosure | None:
    """Make the file that tells the customer's calendar how an appointment stands (RFC 5546).

    It asks to enter or change the event (METHOD:REQUEST), or, once the appointment is cancelled, to take it out
    (METHOD:CANCEL). ``text`` is shown with it; ``now`` is aware. None where there is nothing to tell of, a hold, and
    for a customer who cannot be reached by e-mail. Raises Appointment.DoesNotExist.
    """
    rows = Appointment.objects.select_related("business", "service", "location", "contact")
    appointment = icalendars.with_sequence(rows).get(pk=appointment_id)
    attendee = emails.mailbox(appointment.contact)
    method = _METHODS.get(AppointmentStatus(appointment.status))
    if attendee is None or method is None or not emails.is_set_up():
        return None
    event = icalendars.event(appointment, summary=f"{appointment.service.name} – {appointment.business}", stamp=now)
    event.add("DESCRIPTION", icalendars.printable(text)[:_LONGEST_TEXT])
    name, address = parseaddr(emails.sender(appointment.business))
    event.add("ORGANIZER", _person(name, address))
    invited = _person(appointment.customer_name, attendee)
    # They have agreed to it with Sara: nobody waits for their answer.
    invited.params |= {"CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT", "PARTSTAT": "ACCEPTED", "RSVP": "FALSE"}
    event.add("ATTENDEE", invited)
    event.add("TRANSP", "OPAQUE")
    content = icalendars.calendar([event], method=method).to_ical().decode()
    return Enclosure(FILE_NAME, f"text/calendar; method={method}", content)


def _person(name: str, address: str) -> vCalAddress:
    person = vCalAddress(f"mailto:{address}")
    # Quotation marks end a parameter, and no line break belongs into a name.
    person.params["CN"] = icalendars.in_one_line(name).replace('"', "'") or address
    return person
