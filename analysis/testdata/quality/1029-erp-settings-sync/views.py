import json

from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from bridge.models import SyncJob


@csrf_exempt
@login_required
@require_POST
def start_sync(request):
    payload = json.loads(request.body)
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
