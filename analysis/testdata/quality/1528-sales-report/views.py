"""Sales reports for the back office, straight SQL because of the window functions."""
import csv
import datetime as dt
from enum import Enum

from django.contrib.auth.decorators import login_required, permission_required
from django.db import connection
from django.http import HttpResponseBadRequest, JsonResponse, StreamingHttpResponse
from django.views.decorators.http import require_GET


class Period(Enum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"

    @property
    def sql(self):
        return f"date_trunc('{self.value}', placed_at)"


MEASURES = {
    "revenue": "SUM(total)",
    "orders": "COUNT(*)",
    "basket": "AVG(total)",
}


def report_sql(period: Period, measure: str) -> str:
    expression = MEASURES[measure]
    return f"""
        SELECT {period.sql} AS bucket, {expression} AS value
        FROM shop_order
        WHERE placed_at >= %s AND placed_at < %s AND status <> 'cancelled'
        GROUP BY bucket ORDER BY bucket LIMIT 1000
    """


def parse(request):
    """Period, measure, start and end; raises ValueError on anything unexpected."""
    period = Period(request.GET.get("period", "month"))
    measure = request.GET.get("measure", "revenue")
    if measure not in MEASURES:
        raise ValueError("unknown measure")
    start = dt.date.fromisoformat(request.GET.get("from", ""))
    end = dt.date.fromisoformat(request.GET.get("to", ""))
    if not dt.timedelta(0) < end - start <= dt.timedelta(days=731):
        raise ValueError("bad range")
    return period, measure, start, end


@login_required
@permission_required("shop.view_reports", raise_exception=True)
@require_GET
def sales(request):
    try:
        period, measure, start, end = parse(request)
    except ValueError:
        return HttpResponseBadRequest("Unknown period, measure or dates.")
    with connection.cursor() as cursor:
        cursor.execute(report_sql(period, measure), [start, end])
        rows = [{"bucket": bucket.date().isoformat(), "value": float(value)} for bucket, value in cursor.fetchall()]
    return JsonResponse({"rows": rows})


class Echo:
    def write(self, value):
        return value


def plain_cell(value):
    """Keeps spreadsheet programs from reading a cell as a formula."""
    text = str(value)
    return "'" + text if text[:1] in "=+-@\t\r" else text


def lines(start, end):
    writer = csv.writer(Echo())
    yield writer.writerow(["order", "article", "quantity"])
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT order_id, article, quantity FROM shop_line WHERE sold_on >= %s AND sold_on < %s", [start, end]
        )
        while batch := cursor.fetchmany(500):
            for row in batch:
                yield writer.writerow([plain_cell(v) for v in row])


@login_required
@permission_required("shop.view_reports", raise_exception=True)
@require_GET
def lines_csv(request):
    try:
        _, _, start, end = parse(request)
    except ValueError:
        return HttpResponseBadRequest("Unknown dates.")
    response = StreamingHttpResponse(lines(start, end), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="lines-{start:%Y%m%d}-{end:%Y%m%d}.csv"'
    return response
