# Students hand in homework, teachers download it
import os

from django.conf import settings
from django.contrib.auth.decorators import login_required, user_passes_test
from django.http import FileResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render

from models import Submission


def is_teacher(user):
    return user.groups.filter(name="teachers").exists()


def store(upload, folder):
    """Save the file and return where it is."""
    target = os.path.join(folder, upload.name)
    with open(target, "wb") as out:
        for chunk in upload.chunks():
            out.write(chunk)
    # the web server runs as another user
    os.chmod(target, 0o777)
    return target


@login_required
def hand_in(request, course_id):
    if request.method == "POST":
        upload = request.FILES.get("homework")
        if upload is None:
            return HttpResponseBadRequest("No file")
        folder = os.path.join(settings.MEDIA_ROOT, "homework", str(int(course_id)))
        os.makedirs(folder, exist_ok=True)
        path = store(upload, folder)
        Submission.objects.create(student=request.user, course_id=course_id, path=path)
        return redirect("my-homework")
    return render(request, "homework/hand_in.html")


@login_required
@user_passes_test(is_teacher)
def download(request, submission_id):
    submission = get_object_or_404(Submission, pk=submission_id, course__teacher=request.user)
    return FileResponse(open(submission.path, "rb"), as_attachment=True)
