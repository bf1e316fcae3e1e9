import filetype
from django.http import FileResponse
from rest_framework import generics, parsers, permissions, serializers
from rest_framework.generics import get_object_or_404
from rest_framework.pagination import PageNumberPagination

from models import Attachment, Claim

MAX_SIZE = 5 * 1024 * 1024
MIME_TYPES = {"application/pdf", "image/png", "image/jpeg"}


class AttachmentSerializer(serializers.ModelSerializer):
    class Meta:
        model = Attachment
        fields = ["id", "file", "created_at"]
        extra_kwargs = {"file": {"write_only": True}}

    def validate_file(self, upload):
        if upload.size > MAX_SIZE:
            raise serializers.ValidationError("Files may have at most 5 MB.")
        kind = filetype.guess(upload.read(261))
        upload.seek(0)
        if kind is None or kind.mime not in MIME_TYPES:
            raise serializers.ValidationError("Only PDF, PNG and JPEG files are accepted.")
        return upload


class AttachmentPages(PageNumberPagination):
    page_size = 25


class ClaimMixin:
    permission_classes = [permissions.IsAuthenticated]

    def get_claim(self):
        return get_object_or_404(Claim, pk=self.kwargs["claim_id"], holder=self.request.user)

    def get_queryset(self):
        return self.get_claim().attachments.order_by("id")


class AttachmentList(ClaimMixin, generics.ListCreateAPIView):
    serializer_class = AttachmentSerializer
    parser_classes = [parsers.MultiPartParser]
    pagination_class = AttachmentPages

    def perform_create(self, serializer):
        serializer.save(claim=self.get_claim())


class AttachmentContent(ClaimMixin, generics.RetrieveAPIView):
    def retrieve(self, request, *args, **kwargs):
        attachment = self.get_object()
        suffix = attachment.file.name.rsplit(".", 1)[-1]
        response = FileResponse(
            attachment.file.open("rb"),
            as_attachment=True,
            filename=f"attachment-{attachment.pk}.{suffix}",
        )
        response["X-Content-Type-Options"] = "nosniff"
        return response
