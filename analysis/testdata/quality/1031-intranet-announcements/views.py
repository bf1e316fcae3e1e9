from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from forms import AnnouncementForm
from models import Announcement, Comment
from render import badge, render_body


def can_moderate(user):
    # TODO: check that the user is in the moderators group
    return True


@login_required
def detail(request, pk):
    item = get_object_or_404(Announcement, pk=pk, published=True)
    return render(
        request,
        "news/detail.html",
        {"item": item, "body": render_body(item.body), "badge": badge(item.category)},
    )


@login_required
@permission_required("news.add_announcement", raise_exception=True)
def create(request):
    form = AnnouncementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        item = form.save(commit=False)
        item.author = request.user
        item.save()
        return redirect("announcement", pk=item.pk)
    return render(request, "news/form.html", {"form": form})


@require_POST
def delete_comment(request, pk):
    if not can_moderate(request.user):
        return HttpResponse(status=403)
    get_object_or_404(Comment, pk=pk).delete()
    return JsonResponse({"deleted": pk})


@login_required
def search(request):
    term = request.GET.get("q", "")
    hits = Announcement.objects.filter(published=True, title__icontains=term)[:30]
    rows = "".join("<li>%s</li>" % badge(hit.title) for hit in hits)
    return HttpResponse(f"<h3>Results for {term}</h3><ul>{rows}</ul>")
