"""The numbers behind a chart, for a spreadsheet."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from receptionist.spreadsheets import as_csv
from sara.dashboard.charts import CHARTS
from sara.dashboard.choice import choice
from sara.dashboard.numbers import Numbers


@require_safe
def download(request: HttpRequest, name: str) -> HttpResponse:
    """Hand out one chart's table as CSV, for the days in the address; who may not see the chart may not have it."""
    permission, make = CHARTS.get(name, ("", None))
    if make is None:
        raise Http404
    if not request.user.has_perm(permission):
        raise PermissionDenied
    chosen = choice(request.GET, timezone.now())
    if chosen is None:
        raise Http404
    chart = make(Numbers(chosen))
    titles = [f"{series.title} ({chart.unit})" if chart.unit else series.title for series in chart.series]
    rows = ([line.key, *(cell.value for cell in line.cells)] for line in chart.lines)
    file = f"{name}-{chosen.period.first}-to-{chosen.period.last}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{file}"', "Cache-Control": "no-store"}
    written = as_csv([chart.heading, *titles], rows)
    return HttpResponse(written, content_type="text/csv; charset=utf-8", headers=headers)
