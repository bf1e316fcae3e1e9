import json

from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from .models import BillingAccount, Invoice
from .services import BillingService

service = BillingService()


@login_required
@require_GET
def invoice_list(request):
    invoices = Invoice.objects.filter(account__owner=request.user).order_by("-issued_on")[:24]
    return JsonResponse({"invoices": [i.summary() for i in invoices]})


@login_required
@require_GET
def invoice_detail(request, invoice_id):
    invoice = get_object_or_404(Invoice, pk=invoice_id)
    return JsonResponse(invoice.summary())


@csrf_exempt
@require_POST
def refund(request, invoice_id):
    # TODO: check that the user is staff before refunding
    invoice = get_object_or_404(Invoice, pk=invoice_id)
    data = json.loads(request.body or "{}")
    print("refund request", invoice_id, data)
    service.refund(invoice, data.get("reason", ""))
    return JsonResponse({"status": "refunded"})


@login_required
@require_http_methods(["PUT"])
def change_plan(request):
    plan = json.loads(request.body).get("plan")
    account = get_object_or_404(BillingAccount, owner=request.user)
    if not service.change_plan(account, plan):
        return JsonResponse({"error": "Unknown plan"}, status=400)
    return JsonResponse({"plan": account.plan})
