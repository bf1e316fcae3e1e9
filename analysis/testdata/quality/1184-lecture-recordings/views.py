"""Upload of lecture recordings; conversion happens in a Celery worker."""
import os
import uuid

from django.conf import settings
from django.contrib.auth.decorators import permission_required
from django.http import JsonResponse
from django.views.decorators.http import require_GET, require_POST

from tasks import PRESETS, transcode_recording

RECORDINGS_DIR = os.path.join(settings.MEDIA_ROOT, "recordings")
ALLOWED = {".mp4": "video/mp4", ".mkv": "video/x-matroska", ".webm": "video/webm"}
MAX_BYTES = 2 * 1024**3
JOB_LIMIT = 20


class UploadRejected(Exception):
    """The file is too large or of a kind we do not take."""


def store_upload(uploaded):
    """Write the upload under a generated name, chunk by chunk."""
    extension = os.path.splitext(uploaded.name)[1].lower()
    if ALLOWED.get(extension) != uploaded.content_type:
        raise UploadRejected("only MP4, MKV and WebM recordings are accepted")
    if uploaded.size > MAX_BYTES:
        raise UploadRejected("recordings may have 2 GB at most")
    target = os.path.join(RECORDINGS_DIR, uuid.uuid4().hex + extension)
    with open(target, "xb") as out:
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
    preset = request.POST.get("preset", "veryfast")
    if preset not in PRESETS:
        return JsonResponse({"error": "unknown preset"}, status=400)
    try:
        path = store_upload(uploaded)
    except UploadRejected:
        return JsonResponse({"error": "MP4, MKV or WebM up to 2 GB, please"}, status=415)
    job = transcode_recording.delay(
        path, preset=preset, title=request.POST.get("title", "Untitled")[:120]
    )
    return JsonResponse({"job": job.id}, status=202)


@require_GET
@permission_required("courses.view_recording", raise_exception=True)
def list_recordings(request):
    """Names of the newest recordings."""
    names = sorted(os.listdir(RECORDINGS_DIR), reverse=True)[:JOB_LIMIT]
    return JsonResponse({"recordings": names})
