"""The waitlist: who waits for what, which places they were offered, and how it went."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString

from calendar_integration.admin.base import DiaryAdmin, DiaryInline
from calendar_integration.models import WaitlistEntry, WaitlistOffer, WaitlistStatus
from calendar_integration.waiting import waitlist
from receptionist.admin import show
from receptionist.admin.filters import StateFilter

_TONES = {"waiting": "doubtful", "placed": "good", "silent": "bad", "unreachable": "bad"}
_OFFER_TONES = {"asked": "doubtful", "taken": "good", "lapsed": "bad"}


class WaitlistForm(ModelForm):  # type: ignore[type-arg]  # the theme's forms are untyped
    """Somebody is put on the list at the desk."""

    def clean(self) -> dict[str, Any]:
        """Refuse what does not belong together, and days that have passed."""
        entered = super().clean() or {}
        business = entered.get("business")
        for name in ("contact", "service", "location", "staff"):
            chosen = entered.get(name)
            if business is not None and chosen is not None and chosen.business_id != business.pk:
                self.add_error(name, f"“{chosen}” belongs to another business.")
        last = entered.get("last_day")
        if business is not None and last is not None and last < timezone.now().astimezone(business.zone).date():
            self.add_error("last_day", "That day has passed already.")
        if any(not 0 <= day <= 6 for day in entered.get("weekdays") or ()):
            raise ValidationError({"weekdays": "Weekdays are numbers from 0 for Monday to 6 for Sunday."})
        return entered


class OfferInline(DiaryInline):
    """The places somebody was offered: shown, never edited."""

    model = WaitlistOffer
    fields = ("place", "went", "asked_at", "until", "ended_at")
    readonly_fields = fields
    can_delete = False
    verbose_name_plural = "Places offered"

    @admin.display(description="Place")
    def place(self, offer: WaitlistOffer) -> str:
        """Show it on the clock of its location."""
        return f"{offer.start.astimezone(offer.location.zone):%a %d %b %Y, %H:%M}, {offer.staff}"

    @admin.display(description="How it went")
    def went(self, offer: WaitlistOffer) -> SafeString:
        """Tell how far it has come."""
        return show.badge(offer.get_status_display(), _OFFER_TONES.get(offer.status, "plain"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[WaitlistOffer]:
        """Read staff and locations with them."""
        rows: QuerySet[WaitlistOffer] = super().get_queryset(request).select_related("staff", "location")
        return rows

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse."""
        return False


class WaitingFilter(StateFilter):
    """Who still waits, unless asked for the others."""

    title = "state"
    default = ("Waiting", Q(status=WaitlistStatus.WAITING))
    states: ClassVar = {
        "placed": ("Got a place", Q(status=WaitlistStatus.PLACED)),
        "ended": ("Ended otherwise", ~Q(status__in=[WaitlistStatus.WAITING, WaitlistStatus.PLACED])),
        "all": ("All", Q()),
    }


@admin.register(WaitlistEntry)
class WaitlistAdmin(DiaryAdmin):
    """Who waits, in line; Sara offers each place that becomes free to the first whom it would suit."""

    form = WaitlistForm
    actions = ("to_the_front", "remove_selected")
    inlines: ClassVar = [OfferInline]
    list_display = ("who", "service", "days", "state", "last_offer", "waiting_since")
    list_display_links = ("who",)
    list_filter = (WaitingFilter, "service", "location", "staff")
    list_select_related = ("service", "contact")
    ordering = ("waiting_since", "pk")
    search_fields = ("customer_name", "contact__name")
    autocomplete_fields = ("contact",)
    fields: ClassVar = [
        "business", "contact", "customer_name", "service", "location", "staff", "first_day", "last_day", "weekdays",
        "earliest", "latest", "state", "where", "waiting_since",
    ]  # fmt: skip

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Let only a new entry be filled in; one that stands is what the customer asked for."""
        shown = ["state", "where", "waiting_since"]
        return shown if obj is None else list(self.fields)

    def get_queryset(self, request: HttpRequest) -> QuerySet[WaitlistEntry]:
        """Read the offers of all lines at once."""
        rows: QuerySet[WaitlistEntry] = super().get_queryset(request).prefetch_related("offers__location")
        return rows

    @admin.display(description="Who")
    def who(self, entry: WaitlistEntry) -> str:
        """Name whom it is for."""
        return entry.customer_name or str(entry.contact)

    @admin.display(description="When it would do")
    def days(self, entry: WaitlistEntry) -> str:
        """Tell the days and the times of day."""
        span = f"{entry.first_day:%a %d %b}" + (
            f" – {entry.last_day:%a %d %b}" if entry.last_day > entry.first_day else ""
        )
        after = f", from {entry.earliest:%H:%M}" if entry.earliest else ""
        before = f", before {entry.latest:%H:%M}" if entry.latest else ""
        return f"{span}{after}{before}"

    @admin.display(description="Status", ordering="status")
    def state(self, entry: WaitlistEntry) -> SafeString:
        """Tell where they stand."""
        return show.badge(entry.get_status_display(), _TONES.get(entry.status, "plain"))

    @admin.display(description="Last offer")
    def last_offer(self, entry: WaitlistEntry) -> str:
        """Tell which place they were offered last, and what came of it."""
        offers = list(entry.offers.all())
        if not offers:
            return "–"
        last = offers[-1]
        return f"{last.start.astimezone(last.location.zone):%a %d %b, %H:%M}: {last.get_status_display().lower()}"

    @admin.display(description="Conversation")
    def where(self, entry: WaitlistEntry) -> SafeString | str:
        """Link the conversation they asked in."""
        return show.conversation(entry.conversation)

    def save_model(self, request: HttpRequest, obj: WaitlistEntry, form: Any, change: bool) -> None:
        """Put them at the end of the line, with an audit line that says who did it."""
        obj.idempotency_key = obj.idempotency_key or f"desk:{uuid.uuid4()}"
        super().save_model(request, obj, form, change)
        if not change:
            waitlist.note(obj, "waitlist.joined", by=f"user {request.user.pk}")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: who is taken off the list stays readable."""
        return False

    def has_reorder_permission(self, request: HttpRequest) -> bool:
        """Whether this account may change the line."""
        return request.user.has_perm("calendar_integration.change_waitlistentry")

    @admin.action(description="Put to the front of the line", permissions=["reorder"])
    def to_the_front(self, request: HttpRequest, queryset: QuerySet[WaitlistEntry]) -> None:
        """Let them be asked first."""
        moved = sum(waitlist.put_first(entry, by=f"user {request.user.pk}") for entry in queryset.reverse())
        messages.info(request, f"Put to the front: {moved}." if moved else "None of them waits any more.")

    @admin.action(description="Take off the waitlist", permissions=["reorder"])
    def remove_selected(self, request: HttpRequest, queryset: QuerySet[WaitlistEntry]) -> None:
        """Take them off, and let go of what is kept for them."""
        by, now = f"user {request.user.pk}", timezone.now()
        gone = sum(waitlist.take_off(entry, WaitlistStatus.REMOVED, by=by, now=now) for entry in queryset)
        messages.info(
            request, f"Taken off: {gone}. Please tell the customers." if gone else "They were off it already."
        )
