from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST

from bbcode import render_bbcode
from models import Post, Topic


def topic_detail(request, slug):
    topic = get_object_or_404(Topic, slug=slug)
    page = Paginator(topic.posts.select_related("author"), 20).get_page(request.GET.get("page"))
    for post in page:
        post.html = mark_safe(render_bbcode(post.body))
    return render(request, "forum/topic.html", {"topic": topic, "page": page})


@login_required
@require_POST
def preview(request):
    body = request.POST.get("body", "")
    rendered = render_bbcode(body)
    return HttpResponse(f'<div class="preview">{rendered}</div>')


@login_required
@require_POST
def reply(request, slug):
    topic = get_object_or_404(Topic, slug=slug, locked=False)
    body = request.POST.get("body", "").strip()
    if body:
        Post.objects.create(topic=topic, author=request.user, body=body[:10000])
    back_to = request.POST.get("return_to") or topic.get_absolute_url()
    return redirect(back_to)
