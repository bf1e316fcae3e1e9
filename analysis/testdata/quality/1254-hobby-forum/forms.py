from django import forms

from .models import Post, Profile


class PostForm(forms.ModelForm):
    class Meta:
        model = Post
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 8})}


class ProfileForm(forms.ModelForm):
    class Meta:
        model = Profile
        fields = ["signature", "location"]
