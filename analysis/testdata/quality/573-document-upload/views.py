import os

from django.conf import settings
from rest_framework import status
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from .models import Document


def store(upload, folder):
    """Write an uploaded file below MEDIA_ROOT and return its path."""
    directory = os.path.join(settings.MEDIA_ROOT, folder)
    os.makedirs(directory, exist_ok=True)
    destination = os.path.join(directory, upload.name)
    with open(destination, "wb") as out:
        out.write(upload.read())
    os.chmod(destination, 0o666)
    return destination


class DocumentUploadView(APIView):
    parser_classes = [MultiPartParser]
    permission_classes = [IsAuthenticated]

    def post(self, request):
        upload = request.FILES.get("document")
        if upload is None:
            return Response({"detail": "document is required"}, status=status.HTTP_400_BAD_REQUEST)

        path = store(upload, "documents")
        document = Document.objects.create(
            owner=request.user,
            title=request.data.get("title") or upload.name,
            path=path,
            content_type=upload.content_type,
        )
        return Response({"id": document.pk, "title": document.title}, status=status.HTTP_201_CREATED)


class DocumentListView(APIView):
    permission_classes = [IsAuthenticated]

    def get(self, request):
        documents = Document.objects.filter(owner=request.user).order_by("-uploaded_at")[:100]
        return Response([{"id": d.pk, "title": d.title} for d in documents])
