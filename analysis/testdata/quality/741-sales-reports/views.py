from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import JsonResponse
from django.views import View
from django.utils.decorators import method_decorator

from .models import Sale
from .reporting import ReportBuilder


@method_decorator(login_required, name="dispatch")
class SalesReportView(View):
    """GET /reports/sales?group=region&from=2026-01-01&to=2026-03-31"""

    def get(self, request):
        builder = ReportBuilder(request.user.company_id)
        builder.group_by(request.GET.get("group", "region"))
        builder.between(request.GET.get("from"), request.GET.get("to"))
        with connection.cursor() as cursor:
            cursor.execute(builder.sql())
            columns = [c[0] for c in cursor.description]
            rows = [dict(zip(columns, r)) for r in cursor.fetchmany(500)]
        return JsonResponse({"rows": rows})


@login_required
def top_products(request):
    threshold = request.GET.get("min_total", "0")
    sales = Sale.objects.filter(company_id=request.user.company_id).extra(
        where=["total >= " + threshold],
    )
    return JsonResponse({"products": list(sales.values("product", "total")[:20])})


@login_required
def by_customer(request):
    order = request.GET.get("order") or "total"
    query = "SELECT id, product, total FROM sales_sale WHERE company_id = %s ORDER BY {} LIMIT 100".format(order)
    sales = Sale.objects.raw(query, [request.user.company_id])
    return JsonResponse({"sales": [{"id": s.id, "product": s.product} for s in sales]})
