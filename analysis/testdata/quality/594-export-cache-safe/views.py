from django.contrib.auth.decorators import login_required
from django.http import Http404, JsonResponse, StreamingHttpResponse

from .exports import build_export
from .models import Shipment


def _lines(file):
    with file:
        yield from file


@login_required
def export_shipments(request):
    response = StreamingHttpResponse(_lines(build_export(request.user)), content_type="text/csv")
    response["Content-Disposition"] = 'attachment; filename="shipments.csv"'
    return response


@login_required
def shipment_status(request, number):
    try:
        shipment = Shipment.objects.get(number=number, owner=request.user)
    except Shipment.DoesNotExist:
        raise Http404
    return JsonResponse({"number": shipment.number, "status": shipment.status})
