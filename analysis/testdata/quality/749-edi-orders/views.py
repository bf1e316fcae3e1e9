from django.contrib.auth.decorators import permission_required
from django.db import IntegrityError
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_GET, require_POST

from .importer import OrderDocument
from .models import OrderLine, PurchaseOrder


@permission_required("edi.add_purchaseorder", raise_exception=True)
@require_POST
def upload(request):
    upload = request.FILES["order"]
    if upload.size > 1_000_000:
        return JsonResponse({"error": "File too large"}, status=413)
    document = OrderDocument(upload.read())
    try:
        order = PurchaseOrder.objects.create(partner=request.user.partner, xml=upload.name)
        for sku, quantity in document.lines():
            OrderLine.objects.create(order=order, sku=sku, quantity=quantity)
    except IntegrityError as err:
        return HttpResponse(str(err), status=409, content_type="text/plain")
    return JsonResponse({"order": order.pk})


@permission_required("edi.view_purchaseorder", raise_exception=True)
@require_GET
def find_line(request, pk):
    order = PurchaseOrder.objects.get(pk=pk, partner=request.user.partner)
    document = OrderDocument(order.document.encode())
    node = document.line(request.GET["sku"])
    if node is None:
        return JsonResponse({"error": "not found"}, status=404)
    return JsonResponse({"quantity": node.findtext("quantity")})
