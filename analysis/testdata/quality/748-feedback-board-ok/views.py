from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import escape
from django.views.decorators.http import require_POST

from .models import Post


@login_required
def board(request):
    posts = Post.objects.select_related("author").order_by("-created")[:50]
    return render(request, "feedback/board.html", {"posts": posts})


@login_required
@require_POST
def add_post(request):
    Post.objects.create(author=request.user, body=request.POST.get("body", "")[:5000])
    return redirect("feedback:board")


@login_required
def search(request):
    term = request.GET.get("q", "")
    hits = Post.objects.filter(body__icontains=term).count()
    if not hits:
        return HttpResponse("<p>Nothing found for <b>%s</b></p>" % escape(term))
    return render(request, "feedback/results.html", {"term": term, "hits": hits})
