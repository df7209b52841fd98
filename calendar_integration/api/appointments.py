"""Appointments through the API: read, booked, moved, cancelled and marked, by the same rules as in a conversation."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.filters import BaseFilterBackend
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.viewsets import ReadOnlyModelViewSet

from calendar_integration.api import described, idempotency
from calendar_integration.api.fields import refuse_foreign
from calendar_integration.api.serializers import (
    AppointmentSerializer,
    BookingSerializer,
    CancelledSerializer,
    MovingSerializer,
)
from calendar_integration.booking import booking
from calendar_integration.free.refusals_in_words import WORDS
from calendar_integration.models import Appointment
from calendar_integration.statuses import AppointmentStatus, TransitionRefused
from receptionist.api import problems
from receptionist.api.permissions import MayAct, MayView
from receptionist.domain.diary import Slot
from receptionist.domain.events import SlotRefused
from receptionist.people import contacts
from receptionist.people.contacts import Stated
from receptionist.ports import Customer


class DayFilter(BaseFilterBackend):
    """``?day=2026-03-03`` keeps the appointments of one local day."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> QuerySet[Any]:
        """Filter, where asked to; refuses what is no day."""
        wanted = request.query_params.get("day")
        if wanted is None:
            return queryset
        try:
            return queryset.filter(local_day=date.fromisoformat(wanted))
        except ValueError:
            raise ValidationError({"day": "Write the day as 2026-03-03."}) from None

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """Describe the parameter."""
        return [
            {
                "name": "day",
                "in": "query",
                "required": False,
                "description": "Only the appointments of this day, local to the business.",
                "schema": {"type": "string", "format": "date"},
            }
        ]


class AppointmentViewSet(ReadOnlyModelViewSet[Appointment]):
    """Appointments, the latest booked first."""

    queryset = Appointment.objects.select_related("service", "staff").order_by("-id")
    serializer_class = AppointmentSerializer
    filter_backends = (DayFilter,)
    lookup_field = "public_id"

    def get_permissions(self) -> list[BasePermission]:
        """Ask for more than looking where something is changed."""
        return [MayAct() if self.request.method == "POST" else MayView()]

    @described.write(BookingSerializer, {201: AppointmentSerializer}, examples=described.BOOKING)
    def create(self, request: Request) -> Response:
        """Book an appointment; where the place is gone, say what is free instead."""
        return idempotency.once(request, lambda key: self._book(_read(BookingSerializer, request), key))

    @described.write(MovingSerializer, {200: AppointmentSerializer})
    @action(detail=True, methods=["post"])
    def move(self, request: Request, public_id: str) -> Response:
        """Move an appointment in one step: it is never at both times and never at neither."""
        appointment = self.get_object()
        return idempotency.once(request, lambda key: self._move(appointment, _read(MovingSerializer, request), key))

    @described.write(None, {200: CancelledSerializer})
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, public_id: str) -> Response:
        """Cancel an appointment and free its place; cancelling it again changes nothing."""
        appointment = self.get_object()
        return idempotency.once(request, lambda _: self._cancel(appointment))

    @described.write(None, {200: AppointmentSerializer})
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, public_id: str) -> Response:
        """Note that the customer has confirmed."""
        return self._mark(request, AppointmentStatus.CONFIRMED)

    @described.write(None, {200: AppointmentSerializer})
    @action(detail=True, methods=["post"])
    def complete(self, request: Request, public_id: str) -> Response:
        """Note that the customer came."""
        return self._mark(request, AppointmentStatus.COMPLETED)

    @described.write(None, {200: AppointmentSerializer})
    @action(detail=True, methods=["post"], url_path="no-show")
    def no_show(self, request: Request, public_id: str) -> Response:
        """Note that the customer did not come."""
        return self._mark(request, AppointmentStatus.NO_SHOW)

    def _book(self, asked: dict[str, Any], key: str) -> idempotency.Answered:
        service, given = asked["service"], asked["customer"]
        known = given.get("contact")
        name = given.get("name") or known.name
        stated = Stated(name=name, phone=given.get("phone", ""), email=given.get("email", ""))
        contact_id = known.pk if known else contacts.find_or_make(service.business_id, stated)
        customer = self._on_behalf_of(service.business_id, contact_id)
        staff, location = asked.get("staff"), asked.get("location")
        slot = Slot(
            service.pk, staff.pk if staff else 0, "", asked["start"], location_id=location.pk if location else None
        )
        now = timezone.now()
        result = booking.book(
            customer, slot, name=name, notes=asked["notes"], key=key, now=now, strictly=staff is not None
        )
        return self._answer(result, HTTPStatus.CREATED)

    def _move(self, appointment: Appointment, asked: dict[str, Any], key: str) -> idempotency.Answered:
        staff, location = asked.get("staff"), asked.get("location")
        refuse_foreign(appointment.business_id, {"staff": staff, "location": location})
        slot = Slot(
            appointment.service_id,
            staff.pk if staff else appointment.staff_id,
            "",
            asked["start"],
            location_id=location.pk if location else appointment.location_id,
        )
        customer = self._on_behalf_of(appointment.business_id, appointment.contact_id)
        now, strictly = timezone.now(), staff is not None
        result = booking.move(customer, appointment.pk, slot, key=key, now=now, strictly=strictly)
        return self._answer(result, HTTPStatus.OK)

    def _cancel(self, appointment: Appointment) -> idempotency.Answered:
        customer = self._on_behalf_of(appointment.business_id, appointment.contact_id)
        cancelled = booking.cancel(customer, appointment.pk, now=timezone.now())
        appointment = self.get_queryset().get(pk=appointment.pk)
        if appointment.status != AppointmentStatus.CANCELLED:
            return _not_allowed(f"An appointment that is {appointment.status} cannot be cancelled."), appointment
        return Response(CancelledSerializer(appointment, context={"late": cancelled.is_late}).data), appointment

    def _mark(self, request: Request, to: AppointmentStatus) -> Response:
        appointment = self.get_object()

        def act(key: str) -> idempotency.Answered:
            try:
                # Said again, by somebody who died before they could answer, it is true already.
                if appointment.status != to:
                    booking.mark(appointment, to, by=self._actor, now=timezone.now())
            except TransitionRefused as refusal:
                return _not_allowed(str(refusal)), appointment
            changed = self.get_queryset().get(pk=appointment.pk)
            return Response(AppointmentSerializer(changed).data), changed

        return idempotency.once(request, act)

    def _answer(self, result: Any, status: int) -> idempotency.Answered:
        if isinstance(result, SlotRefused):
            return _not_to_be_had(result), None
        appointment = self.get_queryset().get(pk=result.appointment.id)
        return Response(AppointmentSerializer(appointment).data, status=status), appointment

    def _on_behalf_of(self, business_id: int, contact_id: int) -> Customer:
        return Customer(business_id=business_id, contact_id=contact_id, conversation_id=None, asked_by=self._actor)

    @property
    def _actor(self) -> str:
        return f"api {self.request.user.get_username()}"


def _read(form: type[Serializer[Any]], request: Request) -> dict[str, Any]:
    """Return what was sent. Raises ValidationError."""
    asked = form(data=request.data)
    asked.is_valid(raise_exception=True)
    read: dict[str, Any] = asked.validated_data
    return read


def _not_allowed(why: str) -> Response:
    return problems.answer(HTTPStatus.CONFLICT, "not_allowed", why)


def _not_to_be_had(refused: SlotRefused) -> Response:
    alternatives = [
        {
            "start": slot.start.isoformat(),
            "staff": slot.staff_id,
            "staff_name": slot.staff_name,
            "location": slot.location_id,
        }
        for slot in refused.alternatives
    ]
    return problems.answer(
        HTTPStatus.CONFLICT,
        "slot_not_available",
        WORDS[refused.reason],
        reason=str(refused.reason),
        alternatives=alternatives,
    )
