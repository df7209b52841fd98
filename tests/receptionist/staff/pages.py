"""The staff's pages, as a browser asks for them."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

EVERY_PAGE = [
    "index",
    "receptionist_conversation_changelist",
    "receptionist_followup_changelist",
    "receptionist_contact_changelist",
    "receptionist_outboundmessage_changelist",
    "receptionist_inboundmessage_changelist",
    "receptionist_auditevent_changelist",
    "receptionist_business_changelist",
    "receptionist_modelcall_changelist",
    "calendar_integration_appointment_changelist",
    "calendar_integration_session_changelist",
    "calendar_integration_service_changelist",
    "calendar_integration_staff_changelist",
    "calendar_integration_location_changelist",
    "calendar_integration_resourcekind_changelist",
    "knowledge_base_faq_changelist",
    "knowledge_base_questiongroup_changelist",
    "auth_user_changelist",
    "auth_group_changelist",
    "authtoken_tokenproxy_changelist",
]


def page(client: Client, name: str, *args: object, **query: str) -> str:
    response = client.get(reverse(f"admin:{name}", args=args), query_params=query)
    assert response.status_code == 200, response
    return response.content.decode()
