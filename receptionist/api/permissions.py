"""Who may read and write through the API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

if TYPE_CHECKING:
    # The framework's views import their default permissions, this one, while they are being loaded.
    from rest_framework.views import APIView


class MayView(BasePermission):
    """Staff read what they may view in the admin."""

    message = "Your account may not see this. Ask an administrator for the permission to view it."

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Ask for a staff account and for the permission to view the model behind the view."""
        if not request.user.is_authenticated or not getattr(request.user, "is_staff", False):
            return False
        queryset = getattr(view, "queryset", None)
        if queryset is None:
            return True
        meta = queryset.model._meta
        return request.user.has_perm(f"{meta.app_label}.view_{meta.model_name}")


class MayAct(BasePermission):
    """Staff make and change through the API what their account may add and change; reading is for ``MayView``."""

    message = "Your account may not do this. Ask an administrator for the permission to add or change it."

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Ask for a staff account, and for the permission to add the model behind the view, or to change it."""
        meta = view.queryset.model._meta  # type: ignore[attr-defined]  # every view of ours has one
        verb = "add" if getattr(view, "action", "") == "create" else "change"
        is_staff = request.user.is_authenticated and getattr(request.user, "is_staff", False)
        return bool(is_staff and request.user.has_perm(f"{meta.app_label}.{verb}_{meta.model_name}"))
