from django import forms


class ReturnForm(forms.Form):
    REASONS = [("damaged", "Arrived damaged"), ("wrong", "Wrong article"), ("unwanted", "Changed my mind")]

    reason = forms.ChoiceField(choices=REASONS)
    comment = forms.CharField(max_length=1000, required=False, widget=forms.Textarea)

    def __init__(self, *args, order, **kwargs):
        self.order = order
        super().__init__(*args, **kwargs)

    def clean(self):
        data = super().clean()
        if not self.order.may_be_returned:
            raise forms.ValidationError("The return period for this order is over.")
        return data
