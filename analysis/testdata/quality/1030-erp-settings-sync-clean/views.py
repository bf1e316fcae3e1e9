import json

from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.views.decorators.http import require_POST

from bridge.models import SyncJob


@login_required
@require_POST
def start_sync(request):
    try:
        payload = json.loads(request.body)
    except json.JSONDecodeError:
        return JsonResponse({"error": "invalid JSON"}, status=400)
    job = SyncJob.objects.create(
        started_by=request.user,
        entity=str(payload.get("entity", "customers"))[:40],
        full=bool(payload.get("full")),
    )
    return JsonResponse({"job": job.pk}, status=202)


@login_required
def recent_jobs(request):
    jobs = SyncJob.objects.filter(started_by=request.user).order_by("-created_at")[:25]
    return JsonResponse(
        {"jobs": [{"id": j.pk, "entity": j.entity, "state": j.state} for j in jobs]}
    )
