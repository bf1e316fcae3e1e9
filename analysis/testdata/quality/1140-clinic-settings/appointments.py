from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db import models
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_POST


class Appointment(models.Model):
    patient = models.ForeignKey("auth.User", on_delete=models.CASCADE, related_name="appointments")
    day = models.DateField()
    reason = models.CharField(max_length=200)
    cancelled = models.BooleanField(default=False)

    class Meta:
        app_label = "appointments"

    def as_dict(self) -> dict[str, Any]:
        return {"id": self.pk, "day": self.day.isoformat(), "reason": self.reason, "cancelled": self.cancelled}


@require_GET
@login_required
def upcoming(request: HttpRequest) -> JsonResponse:
    queryset = request.user.appointments.filter(day__gte=date.today(), cancelled=False).order_by("day")[:50]
    return JsonResponse({"appointments": [item.as_dict() for item in queryset]})


@require_POST
@login_required
def cancel(request: HttpRequest, appointment_id: int) -> JsonResponse:
    appointment = get_object_or_404(Appointment, pk=appointment_id, patient=request.user)
    appointment.cancelled = True
    appointment.save(update_fields=["cancelled"])
    return JsonResponse(appointment.as_dict())
