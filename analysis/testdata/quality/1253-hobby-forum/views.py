from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from .forms import PostForm
from .models import Post, Topic


def topic_detail(request, topic_id):
    topic = get_object_or_404(Topic, pk=topic_id)
    posts = topic.posts.select_related("author").order_by("created_at")[:100]
    return render(request, "forum/topic.html", {"topic": topic, "posts": posts, "form": PostForm()})


@login_required
@require_POST
def reply(request, topic_id):
    topic = get_object_or_404(Topic, pk=topic_id, locked=False)
    form = PostForm(request.POST)
    if form.is_valid():
        post = form.save(commit=False)
        post.topic = topic
        post.author = request.user
        post.save()
    return redirect("forum:topic", topic_id=topic.pk)


@login_required
def edit_post(request, post_id):
    """Lets a member correct one of their posts."""
    post = get_object_or_404(Post, pk=post_id)
    form = PostForm(request.POST or None, instance=post)
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect("forum:topic", topic_id=post.topic_id)
    return render(request, "forum/edit_post.html", {"form": form, "post": post})


def _bbcode(text):
    pairs = {"[b]": "<b>", "[/b]": "</b>", "[i]": "<i>", "[/i]": "</i>", "\n": "<br>"}
    for code, tag in pairs.items():
        text = text.replace(code, tag)
    return text


@login_required
@require_POST
def preview(request):
    """Called by the editor with fetch() to show how the post will look."""
    rendered = _bbcode(request.POST.get("text", ""))
    html = "<div class='post-preview'>{}</div>".format(rendered)
    return HttpResponse(html)


@login_required
@require_POST
def update_profile(request):
    profile = request.user.profile
    for field, value in request.POST.items():
        if hasattr(profile, field):
            setattr(profile, field, value)
    profile.save()
    return redirect("forum:profile")
