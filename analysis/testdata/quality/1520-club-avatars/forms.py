import io

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.validators import FileExtensionValidator
from PIL import Image, UnidentifiedImageError

from models import Profile

MAX_BYTES = 2 * 1024 * 1024
MAX_PIXELS = 16_000_000


class AvatarForm(forms.ModelForm):
    class Meta:
        model = Profile
        fields = ["avatar", "about"]

    avatar = forms.FileField(validators=[FileExtensionValidator(["jpg", "jpeg", "png", "webp"])])

    def clean_avatar(self):
        """Re-encodes the picture, so nothing but pixels survives."""
        upload = self.cleaned_data["avatar"]
        if upload.size > MAX_BYTES:
            raise ValidationError("The picture may have 2 MB at most.")
        try:
            picture = Image.open(upload, formats=["JPEG", "PNG", "WEBP"])
            if picture.width * picture.height > MAX_PIXELS:
                raise ValidationError("The picture has too many pixels.")
            picture.thumbnail((256, 256))
            out = io.BytesIO()
            picture.convert("RGB").save(out, "JPEG", quality=85)
        except (UnidentifiedImageError, OSError):
            raise ValidationError("This is not a picture we can read.")
        return ContentFile(out.getvalue(), name="avatar.jpg")
