"""Every write of a program happens once, however often it is sent, at once or after a crash."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from http import HTTPStatus

import pytest
from django.utils import timezone

from calendar_integration.api import idempotency
from calendar_integration.booking import booking
from calendar_integration.forgetting import DiaryData
from calendar_integration.models import ApiRequest, Appointment, AppointmentMove, Service
from calendar_integration.proof import broken_promises
from receptionist.models import AuditEvent, Contact
from tests.at_once import at_once
from tests.calendar_integration.api import PROBLEM, Program, program
from tests.calendar_integration.conftest import NOW
from tests.power import Power

LUZ = {"name": "Luz", "phone": "+34600000099"}


@pytest.fixture(autouse=True)
def _in_the_week_of_now(db, rung, time_machine_at):
    time_machine_at(NOW)


@pytest.fixture
def maya(db) -> Program:
    return program("maya", "view_appointment", "add_appointment", "change_appointment")


@pytest.fixture
def wish(cut, ana) -> dict[str, object]:
    return {"service": cut.pk, "start": "2026-03-03T10:00:00+01:00", "customer": LUZ}


@pytest.mark.parametrize(
    ("key", "code"),
    [
        (None, "idempotency_key_missing"),
        (" ", "idempotency_key_missing"),
        ('""', "idempotency_key_missing"),
        ("k" * 256, "idempotency_key_invalid"),
        ("clé", "idempotency_key_invalid"),
        ("a\tb", "idempotency_key_invalid"),
    ],
)
def test_a_write_without_a_key_that_can_be_kept_is_refused_and_changes_nothing(maya, wish, key, code):
    answer = maya.post("appointments/", wish, key=key)
    assert (answer.status_code, answer["Content-Type"], answer.json()["code"]) == (400, PROBLEM, code)
    assert not Appointment.objects.exists()
    assert not ApiRequest.objects.exists()


def test_the_same_request_again_is_given_the_same_answer(maya, wish):
    first = maya.post("appointments/", wish, key="k1")
    booking.cancel_by_staff(Appointment.objects.get(), user_id=1, now=NOW)
    # The quotes of a structured field belong to the header, and the order of a JSON object means nothing.
    again = maya.post("appointments/", dict(reversed(wish.items())), key='"k1"')
    assert (again.status_code, again.json(), again["Content-Type"]) == (201, first.json(), first["Content-Type"])
    assert again["Idempotent-Replayed"] == "true"
    assert "Idempotent-Replayed" not in first
    assert Appointment.objects.count() == 1


def test_a_refusal_is_given_again_too_though_the_place_is_free_by_now(maya, wish):
    taken = maya.post("appointments/", wish).json()
    other = wish | {"customer": {"name": "Bea", "phone": "+34600000098"}}
    first = maya.post("appointments/", other, key="k2")
    maya.post(f"appointments/{taken['public_id']}/cancel/")
    again = maya.post("appointments/", other, key="k2")
    assert (again.status_code, again["Content-Type"], again.json()) == (409, PROBLEM, first.json())
    assert maya.post("appointments/", other).status_code == 201


def test_the_same_key_for_something_else_is_refused(maya, wish):
    told = maya.post("appointments/", wish, key="k1").json()
    others = [
        ("appointments/", wish | {"start": "2026-03-03T15:00:00+01:00"}),
        (f"appointments/{told['public_id']}/cancel/", {}),
    ]
    for path, body in others:
        answer = maya.post(path, body, key="k1")
        assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")
    assert Appointment.objects.get().status == "booked"


def test_two_accounts_may_use_the_same_key(maya, wish):
    zoe = program("zoe", "add_appointment")
    maya.post("appointments/", wish, key="k1")
    assert zoe.post("appointments/", wish | {"start": "2026-03-03T15:00:00+01:00"}, key="k1").status_code == 201


def test_bad_input_does_not_use_a_key_up(maya, wish):
    assert maya.post("appointments/", wish | {"start": "soon"}, key="k1").status_code == 400
    assert maya.post("appointments/", wish, key="k1").status_code == 201


def test_the_same_answer_comes_again_when_the_same_would_be_refused_by_now(maya, wish):
    first = maya.post("appointments/", wish, key="k1")
    Service.objects.update(active=False)
    assert maya.post("appointments/", wish, key="k1").json() == first.json()
    refused = maya.post("appointments/", wish)
    assert (refused.status_code, list(refused.json()["errors"])) == (400, ["service"])
    assert not ApiRequest.objects.filter(status=None).exists()


def test_while_the_first_is_being_worked_on_the_second_is_told_to_wait(maya, wish, monkeypatch):
    seen = []

    def meanwhile(*args, **kwargs):
        seen.append(maya.post("appointments/", wish, key="k1"))
        return book(*args, **kwargs)

    book = booking.book
    monkeypatch.setattr(booking, "book", meanwhile)
    assert maya.post("appointments/", wish, key="k1").status_code == 201
    (second,) = seen
    assert (second.status_code, second.json()["code"]) == (409, "idempotency_key_in_use")
    assert second["Retry-After"] == "5"


def test_after_a_mistake_of_ours_the_same_request_may_come_again_at_once(maya, wish, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(booking, "book", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            maya.post("appointments/", wish, key="k1")
    assert maya.post("appointments/", wish, key="k1").status_code == 201


def test_who_died_is_waited_for_no_longer_than_a_request_may_take(maya, wish, time_machine_at):
    ApiRequest.objects.all().delete()
    maya.post("appointments/", wish, key="k1")
    # As if the process had died before it wrote its answer down.
    ApiRequest.objects.update(status=None, answer=None, appointment=None)
    assert maya.post("appointments/", wish, key="k1").status_code == 409
    time_machine_at(NOW + idempotency.LEASE)
    assert maya.post("appointments/", wish, key="k1").status_code == 201
    assert Appointment.objects.count() == 1


def test_a_key_that_was_pruned_still_books_once(maya, wish):
    first = maya.post("appointments/", wish, key="k1").json()
    ApiRequest.objects.all().delete()
    assert maya.post("appointments/", wish, key="k1").json() == first
    assert Appointment.objects.count() == 1


def test_a_customer_who_is_forgotten_stands_in_no_answer_any_more(maya, wish):
    told = maya.post("appointments/", wish, key="k1").json()
    assert DiaryData().kept(told["contact"])["answers kept for programs"] == 1
    DiaryData().erase(told["contact"])
    assert "Luz" not in str(list(ApiRequest.objects.values()))
    again = maya.post("appointments/", wish, key="k1")
    assert (again.status_code, again.json()["code"]) == (HTTPStatus.GONE, "forgotten")


@pytest.mark.django_db(transaction=True)
def test_ten_who_send_the_same_request_at_once_book_once(maya, wish):
    answers = at_once(10, lambda _: maya.post("appointments/", wish, key="k1"))
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert any(answer.status_code == 201 for answer in answers)
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} <= {"idempotency_key_in_use"}
    assert (Appointment.objects.count(), Contact.objects.count()) == (1, 1)
    assert list(broken_promises(5)) == []


@pytest.mark.django_db(transaction=True)
def test_ten_who_book_the_same_place_for_the_same_customer_make_one_of_each(maya, wish):
    answers = at_once(10, lambda _: maya.post("appointments/", wish))
    assert sorted(answer.status_code for answer in answers) == [201, *[409] * 9]
    assert (Appointment.objects.count(), Contact.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_a_power_cut_at_any_step_of_a_request_books_and_moves_once(maya, wish, monkeypatch):
    """Cut at every step, sent again with the same keys once the dead one's time is over: always the same end."""
    monkeypatch.setattr(idempotency, "LEASE", timedelta(0))
    run, power, cuts, ends = 0, Power(cut_at=0), set[str](), set[int]()

    def live(run: int) -> None:
        booked = maya.post(
            "appointments/", wish | {"customer": {"name": "Luz", "phone": f"+3460000{run:04}"}}, key=f"b{run}"
        )
        assert booked.status_code == 201, booked.content
        path = f"appointments/{booked.json()['public_id']}"
        moved = maya.post(f"{path}/move/", {"start": "2026-03-03T12:00:00+01:00"}, key=f"m{run}")
        assert moved.json()["start"] == "2026-03-03T12:00:00+01:00", moved.content
        assert maya.post(f"{path}/cancel/", key=f"c{run}").json()["status"] == "cancelled"

    while power.was_cut:
        run += 1
        power = Power(run, counts_reads=False)
        power.run(partial(live, run))
        cuts.add(power.cut)
        mine = Appointment.objects.filter(contact__addresses__value=f"+3460000{run:04}")
        ends.add(mine.count())
        assert list(broken_promises(5)) == [], f"cut at step {run}, {power.cut}"
        live(run)
        appointment = mine.get()
        assert appointment.status == "cancelled"
        assert AppointmentMove.objects.filter(appointment=appointment).count() == 1
        lines = AuditEvent.objects.filter(facts__appointment=appointment.pk, kind__startswith="appointment.")
        assert list(lines.values_list("kind", flat=True)) == [
            "appointment.booked",
            "appointment.moved",
            "appointment.cancelled",
        ]
        assert not ApiRequest.objects.filter(status=None).exists()
    assert cuts == {"before a statement", "before a commit", "after a commit", ""}
    assert ends == {0, 1}
    assert timezone.now() == NOW
