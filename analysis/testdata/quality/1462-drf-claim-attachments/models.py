import uuid

from django.conf import settings
from django.core.validators import FileExtensionValidator
from django.db import models


def attachment_path(instance, filename):
    """Generated name; only the (validated) extension of the original survives."""
    suffix = filename.rsplit(".", 1)[-1].lower()
    if suffix not in {"pdf", "png", "jpg"}:
        suffix = "bin"
    return f"claims/{instance.claim_id}/{uuid.uuid4().hex}.{suffix}"


class Claim(models.Model):
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    opened_at = models.DateTimeField(auto_now_add=True)


class Attachment(models.Model):
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="attachments")
    file = models.FileField(
        upload_to=attachment_path,
        validators=[FileExtensionValidator(["pdf", "png", "jpg"])],
    )
    created_at = models.DateTimeField(auto_now_add=True)
