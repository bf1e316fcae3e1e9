from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, JsonResponse

from .exports import ExportCache
from .models import Shipment

cache = ExportCache()


@login_required
def export_shipments(request):
    path = cache.get(request.user.pk) or cache.build(request.user.pk)
    return FileResponse(open(path, "rb"), as_attachment=True, filename="shipments.csv")


@login_required
def shipment_status(request, number):
    try:
        shipment = Shipment.objects.get(number=number, owner=request.user)
    except Shipment.DoesNotExist:
        raise Http404
    return JsonResponse({"number": shipment.number, "status": shipment.status})
