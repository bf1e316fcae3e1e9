import json
import secrets

import requests
from django.contrib.auth.decorators import login_required
from django.core.files.base import ContentFile
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from .models import Profile


@login_required
def settings_page(request):
    profile, _ = Profile.objects.get_or_create(user=request.user)
    return render(request, "account/settings.html", {"profile": profile})


@csrf_exempt
@login_required
@require_POST
def change_email(request):
    data = json.loads(request.body)
    request.user.email = data["email"]
    request.user.save(update_fields=["email"])
    return JsonResponse({"email": request.user.email})


@login_required
@require_POST
def avatar_from_url(request):
    """Set the avatar from a picture somewhere on the web."""
    url = request.POST.get("avatar_url", "")
    if not url.startswith("http"):
        return JsonResponse({"error": "Invalid URL"}, status=400)

    picture = download(url)
    profile = Profile.objects.get(user=request.user)
    profile.avatar.save(secrets.token_hex(8) + ".png", ContentFile(picture))
    back = request.POST.get("return_to", "/account/")
    return HttpResponseRedirect(back)


def download(url):
    session = requests.Session()
    response = session.get(url)
    response.raise_for_status()
    return response.content
