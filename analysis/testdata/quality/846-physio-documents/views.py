import logging

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
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
    try:
        handle = open(box.path(request.GET.get("file", "")), "rb")
    except (ValidationError, FileNotFoundError):
        raise Http404
    logger.info("patient %d downloaded a document", request.user.pk)
    return FileResponse(handle, as_attachment=True)


@login_required
@require_POST
def upload(request):
    document = request.FILES.get("document")
    if document is None:
        return JsonResponse({"error": "No document"}, status=400)
    try:
        DocumentBox(request.user).store(document)
    except ValidationError:
        return JsonResponse({"error": "Only PDF files up to 10 MB"}, status=415)
    return JsonResponse({"stored": True}, status=201)


@login_required
@require_POST
def remove(request):
    try:
        DocumentBox(request.user).remove(request.POST.get("file", ""))
    except ValidationError:
        raise Http404
    return HttpResponse(status=204)
