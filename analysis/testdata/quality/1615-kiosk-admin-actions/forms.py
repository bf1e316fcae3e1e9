from django import forms


class MessageForm(forms.Form):
    """Asked on the intermediate page of the admin action."""

    message = forms.CharField(max_length=140)
    seconds = forms.IntegerField(min_value=1, max_value=120, initial=20)
