"""The core's resources."""

from __future__ import annotations

from receptionist.api import views

#: Prefix, view and name of each resource; the composition root mounts them.
routes = [
    ("conversations", views.ConversationViewSet, "conversation"),
    ("messages", views.MessageViewSet, "message"),
    ("replies", views.ReplyViewSet, "reply"),
    ("follow-ups", views.FollowUpViewSet, "follow-up"),
    ("audit", views.AuditEventViewSet, "audit-event"),
]
