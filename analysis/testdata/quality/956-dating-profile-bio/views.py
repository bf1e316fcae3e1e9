from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from forms import ProfileForm
from models import Profile


@login_required
def show_profile(request, nickname):
    profile = get_object_or_404(Profile, nickname=nickname)
    return render(request, "profiles/show.html", {"profile": profile})


@login_required
@require_POST
def save_profile(request):
    profile = get_object_or_404(Profile, user=request.user)
    form = ProfileForm(request.POST, instance=profile)
    if not form.is_valid():
        return render(request, "profiles/edit.html", {"form": form}, status=422)
    form.save()
    return redirect("profile", nickname=profile.nickname)


@login_required
def nickname_check(request):
    """HTMX snippet under the nickname field."""
    wanted = request.GET.get("nickname", "")
    taken = Profile.objects.filter(nickname__iexact=wanted).exists()
    message = format_html("<b>{}</b> is {}", wanted, "already taken" if taken else "free")
    return HttpResponse(message)
