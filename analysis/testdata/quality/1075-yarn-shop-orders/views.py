import json

from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from .models import Order


def monthly_totals(customer_id, year, status):
    """Totals for the little chart on the account page."""
    query = """
        SELECT strftime('%m', created_at) AS month, SUM(total)
        FROM shop_order
        WHERE customer_id = {cid} AND strftime('%Y', created_at) = '{year}' AND status = '{status}'
        GROUP BY month ORDER BY month LIMIT 12
    """.format(cid=customer_id, year=year, status=status)
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


@login_required
def my_orders(request):
    orders = Order.objects.filter(customer=request.user).order_by("-created_at")[:50]
    return render(request, "shop/orders.html", {"orders": orders})


@login_required
def order_detail(request, order_id):
    order = get_object_or_404(Order, pk=order_id)
    return render(request, "shop/order_detail.html", {"order": order})


@login_required
def chart_data(request):
    year = request.GET.get("year", "2026")
    status = request.GET.get("status", "paid")
    rows = monthly_totals(request.user.pk, year, status)
    return JsonResponse({"months": [{"month": m, "total": float(t)} for m, t in rows]})


@csrf_exempt
@login_required
@require_POST
def set_gift_note(request):
    data = json.loads(request.body)
    note = str(data.get("note", ""))[:300]
    updated = Order.objects.filter(pk=data.get("order"), customer=request.user).update(gift_note=note)
    return JsonResponse({"ok": bool(updated)})
