import json

from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.dateparse import parse_datetime
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from models import Booking, Court


@require_GET
def courts(request):
    data = [{"id": c.pk, "name": c.name, "surface": c.surface} for c in Court.objects.filter(open=True)[:50]]
    return JsonResponse({"courts": data})


def as_dict(booking):
    return {
        "id": booking.pk,
        "court": booking.court.name,
        "start": booking.start.isoformat(),
        "notes": booking.notes,
    }


@csrf_exempt
@login_required
@require_http_methods(["GET", "PATCH", "DELETE"])
def booking_detail(request, booking_id):
    """Show, change or cancel one booking."""
    booking = get_object_or_404(Booking, pk=booking_id)

    if request.method == "DELETE":
        booking.delete()
        return JsonResponse({"deleted": True})

    if request.method == "PATCH":
        payload = json.loads(request.body)
        if "start" in payload:
            payload["start"] = parse_datetime(payload["start"])
        for field, value in payload.items():
            setattr(booking, field, value)
        booking.save()

    return JsonResponse(as_dict(booking))
