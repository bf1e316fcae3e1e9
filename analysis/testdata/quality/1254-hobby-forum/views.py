from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import escape
from django.views.decorators.http import require_POST

from .forms import PostForm, ProfileForm
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
    post = get_object_or_404(Post, pk=post_id, author=request.user)
    form = PostForm(request.POST or None, instance=post)
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect("forum:topic", topic_id=post.topic_id)
    return render(request, "forum/edit_post.html", {"form": form, "post": post})


def _bbcode(text):
    text = escape(text)
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
    form = ProfileForm(request.POST, instance=request.user.profile)
    if form.is_valid():
        form.save()
        return redirect("forum:profile")
    return render(request, "forum/profile.html", {"form": form}, status=400)
