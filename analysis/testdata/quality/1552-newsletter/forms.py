from django import forms


class SubscribeForm(forms.Form):
    email = forms.EmailField(max_length=254)
    website = forms.CharField(required=False, widget=forms.HiddenInput)  # honeypot

    def clean_website(self):
        if self.cleaned_data["website"]:
            raise forms.ValidationError("Leave this empty.")
        return ""

    def clean_email(self):
        return self.cleaned_data["email"].lower()
