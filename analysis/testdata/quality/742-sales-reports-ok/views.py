from decimal import Decimal, InvalidOperation

from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import JsonResponse
from django.utils.dateparse import parse_date
from django.utils.decorators import method_decorator
from django.views import View

from .models import Sale
from .reporting import ReportBuilder

ORDERINGS = {"total": "-total", "product": "product", "date": "-sold_at"}


@method_decorator(login_required, name="dispatch")
class SalesReportView(View):
    """GET /reports/sales?group=region&from=2026-01-01&to=2026-03-31"""

    def get(self, request):
        builder = ReportBuilder(request.user.company_id)
        try:
            builder.group_by(request.GET.get("group", "region"))
            builder.between(parse_date(request.GET.get("from", "")), parse_date(request.GET.get("to", "")))
        except ValueError:
            return JsonResponse({"error": "Unknown grouping or bad date"}, status=400)
        sql, params = builder.build()
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            columns = [c[0] for c in cursor.description]
            rows = [dict(zip(columns, r)) for r in cursor.fetchmany(500)]
        return JsonResponse({"rows": rows})


@login_required
def top_products(request):
    try:
        threshold = Decimal(request.GET.get("min_total", "0"))
    except InvalidOperation:
        return JsonResponse({"error": "min_total must be a number"}, status=400)
    sales = Sale.objects.filter(company_id=request.user.company_id, total__gte=threshold)
    return JsonResponse({"products": list(sales.values("product", "total")[:20])})


@login_required
def by_customer(request):
    ordering = ORDERINGS.get(request.GET.get("order"), "-total")
    sales = Sale.objects.filter(company_id=request.user.company_id).order_by(ordering)[:100]
    return JsonResponse({"sales": [{"id": s.id, "product": s.product} for s in sales]})
