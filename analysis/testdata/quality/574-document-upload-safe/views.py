import os
import uuid
from pathlib import Path

from django.conf import settings
from rest_framework import serializers, status
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from .models import Document

MAX_BYTES = 10 * 1024 * 1024
ALLOWED = {
    ".pdf": ("application/pdf", b"%PDF-"),
    ".png": ("image/png", b"\x89PNG"),
}


class UploadSerializer(serializers.Serializer):
    title = serializers.CharField(max_length=200, required=False)
    document = serializers.FileField()

    def validate_document(self, upload):
        if upload.size > MAX_BYTES:
            raise serializers.ValidationError("The document is too large.")
        rule = ALLOWED.get(Path(upload.name).suffix.lower())
        if rule is None or upload.content_type != rule[0]:
            raise serializers.ValidationError("Only PDF and PNG documents are accepted.")
        head = upload.read(8)
        upload.seek(0)
        if not head.startswith(rule[1]):
            raise serializers.ValidationError("The content does not match the type.")
        return upload


def store(upload, folder):
    """Write a validated upload under a generated name and return its path."""
    directory = Path(settings.MEDIA_ROOT) / folder
    directory.mkdir(parents=True, exist_ok=True)
    extension = ".pdf" if upload.content_type == "application/pdf" else ".png"
    destination = directory / f"{uuid.uuid4().hex}{extension}"
    with open(destination, "xb") as out:
        for chunk in upload.chunks():
            out.write(chunk)
    os.chmod(destination, 0o640)
    return str(destination)


class DocumentUploadView(APIView):
    parser_classes = [MultiPartParser]
    permission_classes = [IsAuthenticated]

    def post(self, request):
        serializer = UploadSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        upload = serializer.validated_data["document"]

        document = Document.objects.create(
            owner=request.user,
            title=serializer.validated_data.get("title") or "Untitled",
            path=store(upload, "documents"),
            content_type=upload.content_type,
        )
        return Response({"id": document.pk, "title": document.title}, status=status.HTTP_201_CREATED)


class DocumentListView(APIView):
    permission_classes = [IsAuthenticated]

    def get(self, request):
        documents = Document.objects.filter(owner=request.user).order_by("-uploaded_at")[:100]
        return Response([{"id": d.pk, "title": d.title} for d in documents])
