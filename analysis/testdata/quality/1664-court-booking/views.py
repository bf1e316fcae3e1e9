import json

from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_http_methods

from forms import BookingForm
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


@login_required
@require_http_methods(["GET", "PATCH", "DELETE"])
def booking_detail(request, booking_id):
    """Show, change or cancel one of the member's own bookings."""
    booking = get_object_or_404(Booking, pk=booking_id, member=request.user)

    if request.method == "DELETE":
        booking.delete()
        return JsonResponse({"deleted": True})

    if request.method == "PATCH":
        try:
            payload = json.loads(request.body)
        except ValueError:
            return JsonResponse({"error": "Invalid JSON"}, status=400)
        if not isinstance(payload, dict):
            return JsonResponse({"error": "Expected an object"}, status=400)
        form = BookingForm({"start": payload.get("start"), "notes": payload.get("notes", "")})
        if not form.is_valid():
            return JsonResponse({"errors": form.errors}, status=400)
        booking.start = form.cleaned_data["start"]
        booking.notes = form.cleaned_data["notes"]
        booking.save(update_fields=["start", "notes"])

    return JsonResponse(as_dict(booking))
