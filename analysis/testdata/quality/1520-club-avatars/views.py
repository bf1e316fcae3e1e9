from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import format_html
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from forms import AvatarForm
from models import Profile


@login_required
@require_http_methods(["GET", "POST"])
def edit_profile(request):
    profile, _ = Profile.objects.get_or_create(user=request.user)
    form = AvatarForm(request.POST or None, request.FILES or None, instance=profile)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, format_html("Saved. Hello <b>{}</b>!", request.user.get_short_name()))
        return redirect("profile-edit")
    return render(request, "profile/edit.html", {"form": form})


@login_required
@require_GET
def show_profile(request, pk):
    profile = get_object_or_404(Profile.objects.select_related("user"), pk=pk)
    if not profile.visible and profile.user_id != request.user.pk:
        raise Http404
    return JsonResponse({
        "name": profile.user.get_short_name(),
        "about": profile.about,
        "avatar": profile.avatar.url if profile.avatar else None,
    })


@login_required
@require_POST
def remove_avatar(request):
    profile = get_object_or_404(Profile, user=request.user)
    profile.avatar.delete(save=True)
    return redirect("profile-edit")
