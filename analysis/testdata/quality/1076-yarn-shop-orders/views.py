import json

from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from .models import Order


def monthly_totals(customer_id, year, status):
    """Totals for the little chart on the account page."""
    query = """
        SELECT strftime('%%m', created_at) AS month, SUM(total)
        FROM shop_order
        WHERE customer_id = %s AND strftime('%%Y', created_at) = %s AND status = %s
        GROUP BY month ORDER BY month LIMIT 12
    """
    with connection.cursor() as cursor:
        cursor.execute(query, [customer_id, year, status])
        return cursor.fetchall()


@login_required
def my_orders(request):
    orders = Order.objects.filter(customer=request.user).order_by("-created_at")[:50]
    return render(request, "shop/orders.html", {"orders": orders})


@login_required
def order_detail(request, order_id):
    order = get_object_or_404(Order, pk=order_id, customer=request.user)
    return render(request, "shop/order_detail.html", {"order": order})


@login_required
def chart_data(request):
    year = request.GET.get("year", "2026")
    status = request.GET.get("status", "paid")
    rows = monthly_totals(request.user.pk, year, status)
    return JsonResponse({"months": [{"month": m, "total": float(t)} for m, t in rows]})


@login_required
@require_POST
def set_gift_note(request):
    try:
        data = json.loads(request.body)
        order_id = int(data["order"])
        note = str(data["note"])[:300]
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"ok": False, "error": "order and note are required"}, status=400)
    updated = Order.objects.filter(pk=order_id, customer=request.user).update(gift_note=note)
    return JsonResponse({"ok": bool(updated)})
