"""Upload of lecture recordings; conversion happens in a Celery worker."""
import os

from django.conf import settings
from django.contrib.auth.decorators import permission_required
from django.http import JsonResponse
from django.views.decorators.http import require_GET, require_POST

from tasks import transcode_recording

RECORDINGS_DIR = os.path.join(settings.MEDIA_ROOT, "recordings")
DEFAULT_PRESET = "veryfast"
JOB_LIMIT = 20


def store_upload(uploaded):
    """Write the uploaded file to the recordings folder, chunk by chunk."""
    target = os.path.join(RECORDINGS_DIR, uploaded.name)
    with open(target, "wb") as out:
        for chunk in uploaded.chunks():
            out.write(chunk)
    return target


@require_POST
@permission_required("courses.add_recording", raise_exception=True)
def upload_recording(request):
    """Accept a recording and queue the conversion."""
    uploaded = request.FILES.get("recording")
    if uploaded is None:
        return JsonResponse({"error": "no recording given"}, status=400)
    path = store_upload(uploaded)
    job = transcode_recording.delay(
        path,
        preset=request.POST.get("preset", DEFAULT_PRESET),
        title=request.POST.get("title", "Untitled"),
    )
    return JsonResponse({"job": job.id}, status=202)


@require_GET
@permission_required("courses.view_recording", raise_exception=True)
def list_recordings(request):
    """Names of the newest recordings."""
    names = sorted(os.listdir(RECORDINGS_DIR), reverse=True)[:JOB_LIMIT]
    return JsonResponse({"recordings": names})
