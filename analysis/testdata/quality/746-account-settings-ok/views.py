import hashlib
import io
import secrets

import requests
from django import forms
from django.contrib.auth.decorators import login_required
from django.core.files.base import ContentFile
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST
from PIL import Image, UnidentifiedImageError

from .models import Profile

GRAVATAR = "https://www.gravatar.com/avatar/"
MAX_PICTURE = 1024 * 1024


class EmailForm(forms.Form):
    email = forms.EmailField(max_length=254)


@login_required
def settings_page(request):
    profile, _ = Profile.objects.get_or_create(user=request.user)
    return render(request, "account/settings.html", {"profile": profile})


@login_required
@require_POST
def change_email(request):
    form = EmailForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=400)
    request.user.email = form.cleaned_data["email"]
    request.user.save(update_fields=["email"])
    return JsonResponse({"email": request.user.email})


@login_required
@require_POST
def avatar_from_gravatar(request):
    """Set the avatar from the Gravatar of the user's address."""
    digest = hashlib.sha256(request.user.email.strip().lower().encode()).hexdigest()
    picture = download(GRAVATAR + digest + "?s=256&d=identicon")
    if picture is None:
        return JsonResponse({"error": "No picture found"}, status=404)
    profile = Profile.objects.get(user=request.user)
    profile.avatar.save(secrets.token_hex(8) + ".png", ContentFile(picture))

    back = request.POST.get("return_to", "/account/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=True):
        back = "/account/"
    return HttpResponseRedirect(back)


def download(url):
    with requests.get(url, timeout=5, stream=True, allow_redirects=False) as response:
        response.raise_for_status()
        data = response.raw.read(MAX_PICTURE + 1, decode_content=True)
    if len(data) > MAX_PICTURE:
        return None
    try:
        Image.open(io.BytesIO(data)).verify()
    except UnidentifiedImageError:
        return None
    return data
