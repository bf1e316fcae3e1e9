from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import format_html, format_html_join
from django.views.decorators.http import require_POST

from forms import AnnouncementForm
from models import Announcement, Comment
from render import badge, render_body


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


@login_required
@permission_required("news.delete_comment", raise_exception=True)
@require_POST
def delete_comment(request, pk):
    get_object_or_404(Comment, pk=pk).delete()
    return JsonResponse({"deleted": pk})


@login_required
def search(request):
    term = request.GET.get("q", "")
    hits = Announcement.objects.filter(published=True, title__icontains=term)[:30]
    rows = format_html_join("", "<li>{}</li>", ((badge(hit.title),) for hit in hits))
    return HttpResponse(format_html("<h3>Results for {}</h3><ul>{}</ul>", term, rows))
