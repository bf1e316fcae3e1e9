import json
import logging

from django.contrib.auth.decorators import login_required, permission_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from .models import BillingAccount, Invoice
from .services import BillingService

logger = logging.getLogger(__name__)
service = BillingService()


@login_required
@require_GET
def invoice_list(request):
    invoices = Invoice.objects.filter(account__owner=request.user).order_by("-issued_on")[:24]
    return JsonResponse({"invoices": [i.summary() for i in invoices]})


@login_required
@require_GET
def invoice_detail(request, invoice_id):
    invoice = get_object_or_404(Invoice, pk=invoice_id, account__owner=request.user)
    return JsonResponse(invoice.summary())


@login_required
@permission_required("billing.refund_invoice", raise_exception=True)
@require_POST
def refund(request, invoice_id):
    invoice = get_object_or_404(Invoice, pk=invoice_id, status="paid")
    data = json.loads(request.body or "{}")
    service.refund(invoice, data.get("reason", ""))
    logger.info("Invoice %d refunded by user %d", invoice.pk, request.user.pk)
    return JsonResponse({"status": "refunded"})


@login_required
@require_http_methods(["PUT"])
def change_plan(request):
    plan = json.loads(request.body).get("plan")
    account = get_object_or_404(BillingAccount, owner=request.user)
    if not service.change_plan(account, plan):
        return JsonResponse({"error": "Unknown plan"}, status=400)
    return JsonResponse({"plan": account.plan})
