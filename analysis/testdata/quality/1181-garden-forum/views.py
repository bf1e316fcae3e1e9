"""Views of the garden forum: threads, answers, moderation of own posts."""
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import format_html, format_html_join
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
        return ""

    def html(self):
        body = "".join("<p>" + p.replace("\n", "<br>") + "</p>" for p in self.paragraphs())
        return mark_safe(f"{self.badge()}{body}")


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


@login_required
@require_POST
def delete_answer(request, pk):
    """Delete an answer and go back to where the user came from."""
    answer = get_object_or_404(Answer, pk=pk)
    thread_id = answer.thread_id
    answer.delete()
    next_url = request.POST.get("next") or f"/threads/{thread_id}/"
    return redirect(next_url)
