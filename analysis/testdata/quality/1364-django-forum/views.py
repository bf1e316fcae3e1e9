"""Views of the forum app: threads, replies, personal signature."""
from django.contrib.auth.decorators import login_required
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import View

from models import Profile, Reply, Thread
from rendering import SignatureRenderer


def next_url(request, fallback):
    """Where should we go after the form was saved?"""
    target = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return target
    return reverse(fallback)


class ThreadView(View):
    def get(self, request, pk):
        thread = get_object_or_404(Thread, pk=pk)
        replies = thread.replies.select_related("author__profile")[:200]
        renderer = SignatureRenderer()
        posts = [
            {"reply": reply, "signature": renderer.render(reply.author.profile)}
            for reply in replies
        ]
        return render(request, "forum/thread.html", {"thread": thread, "posts": posts})


@method_decorator(login_required, name="dispatch")
class ReplyView(View):
    def post(self, request, pk):
        thread = get_object_or_404(Thread, pk=pk, locked=False)
        Reply.objects.create(thread=thread, author=request.user, text=request.POST.get("text", "")[:5000])
        return HttpResponseRedirect(next_url(request, "forum:index"))


@login_required
def edit_signature(request):
    profile, _ = Profile.objects.get_or_create(user=request.user)
    if request.method == "POST":
        profile.signature = request.POST.get("signature", "")[:500]
        profile.save(update_fields=["signature"])
        return redirect("forum:profile")
    return render(request, "forum/signature.html", {"profile": profile})
