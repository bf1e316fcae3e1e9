from django import forms
from django.core.validators import RegexValidator


class RowForm(forms.Form):
    """One line of the file; headings that are not listed are ignored."""

    HEADINGS = {"Licence": "licence", "Name": "name", "Club": "club", "Born": "born"}

    licence = forms.CharField(max_length=12, validators=[RegexValidator(r"\A[A-Z]{2}[0-9]{4,10}\Z")])
    name = forms.CharField(max_length=120)
    club = forms.CharField(max_length=120)
    born = forms.DateField(input_formats=["%d.%m.%Y", "%Y-%m-%d"])
