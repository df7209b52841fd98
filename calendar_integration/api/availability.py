"""What is free, to be asked for through the API."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from calendar_integration.api.fields import DayField, ZoneField, one_of, refuse_foreign
from calendar_integration.free import finding, houses
from calendar_integration.free.finding import Free
from calendar_integration.free.houses import House
from calendar_integration.free.refusals_in_words import WORDS
from calendar_integration.free.searches import Start
from calendar_integration.models import Location, Service, Staff
from receptionist.domain.diary import NoSlotReason

#: Days that one request may ask for.
MOST_DAYS = 31
_USUAL_DAYS = 7


class AskedSerializer(serializers.Serializer[object]):
    """What is asked for."""

    service = one_of(Service)
    staff = one_of(Staff, required=False)
    location = one_of(Location, required=False)
    zone = ZoneField(required=False, max_length=64)

    def get_fields(self) -> dict[str, Any]:
        """Add the days, one of which is called as Python calls something else."""
        return {
            **super().get_fields(),
            "from": DayField(required=False),
            "to": DayField(required=False),
        }

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse what belongs to another business."""
        refuse_foreign(attrs["service"].business_id, {name: attrs.get(name) for name in ("staff", "location")})
        return attrs


class FreeStaffSerializer(serializers.Serializer[object]):
    """Somebody who could perform it."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    seats = serializers.IntegerField(help_text="How many more can come to that sitting; 1 where it is no group.")


class FreeSlotSerializer(serializers.Serializer[object]):
    """A place in the diary that is free."""

    start = serializers.DateTimeField(help_text="With the offset of the location's zone, or of the one asked for.")
    end = serializers.DateTimeField()
    location = serializers.IntegerField()
    staff = FreeStaffSerializer(many=True, help_text="Who is free then.")


@extend_schema_serializer(many=False)
class AvailabilitySerializer(serializers.Serializer[object]):
    """What is free, in order."""

    service = serializers.IntegerField()
    first_day = serializers.DateField()
    last_day = serializers.DateField()
    slots = FreeSlotSerializer(many=True)
    reason = serializers.ChoiceField(
        choices=[str(reason) for reason in NoSlotReason],
        allow_null=True,
        help_text="Why there is nothing, for programs.",
    )
    reason_text = serializers.CharField(allow_null=True, help_text="The same for people.")
    staff_unknown = serializers.ListField(
        child=serializers.IntegerField(),
        help_text="Whose calendar outside did not answer: what is booked with them is checked against it later.",
    )


_EXAMPLE = OpenApiExample(
    "A morning",
    {
        "service": 1,
        "first_day": "2026-03-03",
        "last_day": "2026-03-03",
        "slots": [
            {
                "start": "2026-03-03T10:00:00+01:00",
                "end": "2026-03-03T10:30:00+01:00",
                "location": 1,
                "staff": [{"id": 1, "name": "Ana", "seats": 1}],
            }
        ],
        "reason": None,
        "reason_text": None,
        "staff_unknown": [],
    },
    response_only=True,
)
_ID = {"type": "integer", "minimum": 1}


class AvailabilityViewSet(GenericViewSet[Service]):
    """Free places."""

    queryset = Service.objects.all()
    pagination_class = None

    @extend_schema(
        parameters=[
            OpenApiParameter("service", _ID, required=True, description="What is to be done."),
            OpenApiParameter("staff", _ID, description="Only with this person."),
            OpenApiParameter("location", _ID, description="Only there."),
            OpenApiParameter("from", OpenApiTypes.DATE, description="The first day, local; today without it."),
            OpenApiParameter(
                "to",
                OpenApiTypes.DATE,
                description=f"The last day; {MOST_DAYS} in all at most, {_USUAL_DAYS} without it.",
            ),
            OpenApiParameter("zone", str, description="Writes the times in this IANA zone, not the location's own."),
        ],
        responses=AvailabilitySerializer,
        examples=[_EXAMPLE],
    )
    def list(self, request: Request) -> Response:
        """Find every place that is free on some days: for one service, with anybody and anywhere unless it is said."""
        asked = AskedSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        wanted, now = asked.validated_data, timezone.now()
        house = _house(wanted, now)
        days = _days(wanted, house.today(now))
        free = finding.all_free(house, days, now)
        zone = ZoneInfo(wanted["zone"]) if "zone" in wanted else None
        return Response(_told(house, free, days, zone))


def _house(wanted: dict[str, Any], now: datetime) -> House:
    service: Service = wanted["service"]
    house = houses.recent_house(service.business_id, service.pk, now)
    if house is None or not house.service.active:
        raise serializers.ValidationError({"service": "This service is not offered any more."})
    chosen = {f"{name}_id": wanted[name].pk for name in ("staff", "location") if name in wanted}
    return house.narrowed(**chosen)


def _days(wanted: dict[str, Any], today: date) -> tuple[date, date]:
    """Return the first and the last day."""
    first: date = wanted.get("from", today)
    last: date = wanted.get("to", first + timedelta(days=_USUAL_DAYS - 1))
    days = (last - first).days + 1
    if days < 1:
        raise serializers.ValidationError({"to": "The last day must not be before the first."})
    if days > MOST_DAYS:
        raise serializers.ValidationError({"to": f"Ask for {MOST_DAYS} days at most."})
    return first, last


def _told(house: House, free: Free, days: tuple[date, date], zone: ZoneInfo | None) -> dict[str, Any]:
    """Return the answer as ``AvailabilitySerializer`` describes it, which would take seconds for a month of many."""
    length, names = timedelta(minutes=house.terms.minutes), {who.staff_id: who.name for who in house.performers}
    slots = [
        {
            "start": start.at.astimezone(zone or start.site.zone).isoformat(),
            "end": (start.at + length).astimezone(zone or start.site.zone).isoformat(),
            "location": start.site.location_id,
            "staff": _people(start, names, house.service.capacity),
        }
        for start in free.starts
    ]
    return {
        "service": house.service.pk,
        "first_day": days[0],
        "last_day": days[1],
        "slots": slots,
        "reason": free.reason,
        "reason_text": WORDS[free.reason] if free.reason else None,
        "staff_unknown": sorted(free.unknown),
    }


def _people(start: Start, names: Mapping[int, str], capacity: int) -> list[dict[str, Any]]:
    """Name who has begun to fill a sitting, and who would begin one."""
    seats = {who.staff_id: capacity for who in start.performers}
    seats |= {session.staff_id: session.seats_left for session in start.sessions}
    return [{"id": pk, "name": names[pk], "seats": left} for pk, left in sorted(seats.items())]
