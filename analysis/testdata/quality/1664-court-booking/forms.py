from django import forms


class BookingForm(forms.Form):
    start = forms.DateTimeField()
    notes = forms.CharField(max_length=200, required=False)
