"""The API: the resources of every app under one roof, and the page that describes them."""

from __future__ import annotations

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView
from rest_framework.routers import DefaultRouter

from calendar_integration.api import routes as diary
from knowledge_base import api as knowledge
from receptionist.api import routes as reception

router = DefaultRouter()
for route in (*reception.routes, *diary.routes, *knowledge.routes):
    router.register(*route)

urlpatterns = [
    path("v1/", include(router.urls)),
    path("schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("docs/", SpectacularSwaggerView.as_view(url_name="api-schema"), name="api-docs"),
]
