import logging

from django.contrib.auth.decorators import permission_required
from django.db import IntegrityError, transaction
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_POST
from lxml import etree

from .importer import OrderDocument
from .models import OrderLine, PurchaseOrder

logger = logging.getLogger(__name__)
MAX_ORDER = 1_000_000


@permission_required("edi.add_purchaseorder", raise_exception=True)
@require_POST
def upload(request):
    upload = request.FILES["order"]
    if upload.size > MAX_ORDER:
        return JsonResponse({"error": "File too large"}, status=413)
    data = upload.read(MAX_ORDER)
    try:
        document = OrderDocument(data)
    except etree.XMLSyntaxError:
        return JsonResponse({"error": "Not a valid order document"}, status=400)
    try:
        with transaction.atomic():
            order = PurchaseOrder.objects.create(
                partner=request.user.partner, document=data.decode("utf-8", "replace")
            )
            for sku, quantity in document.lines():
                OrderLine.objects.create(order=order, sku=sku, quantity=quantity)
    except IntegrityError:
        logger.exception("order import failed")
        return JsonResponse({"error": "The order was sent before"}, status=409)
    return JsonResponse({"order": order.pk})


@permission_required("edi.view_purchaseorder", raise_exception=True)
@require_GET
def find_line(request, pk):
    order = get_object_or_404(PurchaseOrder, pk=pk, partner=request.user.partner)
    document = OrderDocument(order.document.encode())
    node = document.line(request.GET.get("sku", ""))
    if node is None:
        return JsonResponse({"error": "not found"}, status=404)
    return JsonResponse({"quantity": node.findtext("quantity")})
