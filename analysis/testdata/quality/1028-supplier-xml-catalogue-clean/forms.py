from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator

from models import PriceList

MAX_CATALOGUE = 5 * 1024 * 1024


class CatalogueForm(forms.ModelForm):
    catalogue = forms.FileField(validators=[FileExtensionValidator(["xml"])])

    class Meta:
        model = PriceList
        fields = ["supplier", "catalogue"]

    def clean_catalogue(self):
        upload = self.cleaned_data["catalogue"]
        if upload.size > MAX_CATALOGUE:
            raise ValidationError("The catalogue may not be larger than 5 MB.")
        return upload
