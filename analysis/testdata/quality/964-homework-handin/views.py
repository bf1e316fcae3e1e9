# Students hand in homework, teachers download it
import os
import uuid

from django.conf import settings
from django.contrib.auth.decorators import login_required, user_passes_test
from django.http import FileResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render

from models import Course, Submission

ALLOWED = {".pdf", ".odt", ".docx"}
MAX_BYTES = 8 * 1024 * 1024


def is_teacher(user):
    return user.groups.filter(name="teachers").exists()


def store(upload, folder, suffix):
    """Save the file under a generated name and return where it is."""
    target = os.path.join(folder, f"{uuid.uuid4().hex}{suffix}")
    with open(target, "wb") as out:
        for chunk in upload.chunks():
            out.write(chunk)
    os.chmod(target, 0o640)
    return target


@login_required
def hand_in(request, course_id):
    course = get_object_or_404(Course, pk=course_id, students=request.user)
    if request.method == "POST":
        upload = request.FILES.get("homework")
        if upload is None or upload.size > MAX_BYTES:
            return HttpResponseBadRequest("No file or too large")
        suffix = os.path.splitext(upload.name)[1].lower()
        if suffix not in ALLOWED:
            return HttpResponseBadRequest("Only PDF, ODT and DOCX")
        folder = os.path.join(settings.MEDIA_ROOT, "homework", str(course.pk))
        os.makedirs(folder, exist_ok=True)
        path = store(upload, folder, suffix)
        Submission.objects.create(student=request.user, course=course, path=path)
        return redirect("my-homework")
    return render(request, "homework/hand_in.html", {"course": course})


@login_required
@user_passes_test(is_teacher)
def download(request, submission_id):
    submission = get_object_or_404(Submission, pk=submission_id, course__teacher=request.user)
    return FileResponse(open(submission.path, "rb"), as_attachment=True)
