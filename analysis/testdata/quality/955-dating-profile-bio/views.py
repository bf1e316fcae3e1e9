import re

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from models import Profile

WEBSITE = re.compile(r"^https?://([\w-]+\.?)+(/[\w.-]*)*$")


@login_required
def show_profile(request, nickname):
    profile = get_object_or_404(Profile, nickname=nickname)
    return render(request, "profiles/show.html", {"profile": profile})


@login_required
@require_POST
def save_profile(request):
    profile = get_object_or_404(Profile, user=request.user)
    profile.bio = request.POST.get("bio", "")[:3000]
    website = request.POST.get("website", "")
    if website and not WEBSITE.match(website):
        return HttpResponseBadRequest("That is not a web address")
    profile.website = website[:300]
    profile.save(update_fields=["bio", "website"])
    return redirect("profile", nickname=profile.nickname)


@login_required
def nickname_check(request):
    """HTMX snippet under the nickname field."""
    wanted = request.GET.get("nickname", "")
    taken = Profile.objects.filter(nickname__iexact=wanted).exists()
    message = f"<b>{wanted}</b> is {'already taken' if taken else 'free'}"
    return HttpResponse(message)
