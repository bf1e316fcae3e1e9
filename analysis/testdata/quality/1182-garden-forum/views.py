"""Views of the garden forum: threads, answers, moderation of own posts."""
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import escape, format_html, format_html_join
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST

from models import Answer, Thread

PAGE_SIZE = 30


class AnswerRenderer:
    """Turns the stored text of an answer into HTML."""

    def __init__(self, answer):
        self.answer = answer

    def paragraphs(self):
        return [p.strip() for p in self.answer.text.split("\n\n") if p.strip()]

    def badge(self):
        if self.answer.accepted:
            return format_html('<span class="badge">{}</span>', "Accepted")
        return mark_safe("")

    def html(self):
        body = format_html_join(
            "",
            "<p>{}</p>",
            ((mark_safe(escape(p).replace("\n", "<br>")),) for p in self.paragraphs()),
        )
        return format_html("{}{}", self.badge(), body)


def breadcrumb(thread):
    crumbs = [("/", "Forum"), (f"/topics/{thread.topic_id}/", thread.topic.name)]
    return format_html_join(" / ", '<a href="{}">{}</a>', crumbs)


def thread_detail(request, pk):
    """Show a thread with its first answers."""
    thread = get_object_or_404(Thread.objects.select_related("topic"), pk=pk)
    answers = thread.answers.select_related("author").order_by("created")[:PAGE_SIZE]
    rendered = [{"author": a.author.username, "html": AnswerRenderer(a).html()} for a in answers]
    return render(
        request,
        "forum/thread.html",
        {"thread": thread, "answers": rendered, "breadcrumb": breadcrumb(thread)},
    )


@login_required
@require_POST
def add_answer(request, pk):
    thread = get_object_or_404(Thread, pk=pk)
    text = request.POST.get("text", "").strip()
    if not text:
        raise Http404("empty answer")
    Answer.objects.create(thread=thread, author=request.user, text=text[:5000])
    return redirect("thread-detail", pk=thread.pk)


def safe_next(request, default):
    """Return the posted next URL when it stays on this host."""
    candidate = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(
        candidate, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return candidate
    return default


@login_required
@require_POST
def delete_answer(request, pk):
    """Delete one of the user's own answers and go back."""
    answer = get_object_or_404(Answer, pk=pk, author=request.user)
    thread_id = answer.thread_id
    answer.delete()
    return redirect(safe_next(request, f"/threads/{thread_id}/"))
