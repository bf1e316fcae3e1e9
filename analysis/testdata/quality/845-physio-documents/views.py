import logging
import os

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from documents import DocumentBox

logger = logging.getLogger(__name__)


@login_required
def document_list(request):
    return JsonResponse({"documents": DocumentBox(request.user).names()})


@login_required
def download(request):
    box = DocumentBox(request.user)
    name = request.GET.get("file", "")
    logger.info("Patient %s downloads %s", request.user.pk, name)
    target = box.path(name)
    if not os.path.isfile(target):
        raise Http404
    return FileResponse(open(target, "rb"), as_attachment=True)


@login_required
@require_POST
def upload(request):
    DocumentBox(request.user).store(request.FILES["document"])
    return JsonResponse({"stored": True}, status=201)


@login_required
@require_POST
def remove(request):
    DocumentBox(request.user).remove(request.POST["file"])
    return HttpResponse(status=204)
