from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.html import format_html

from .grading import BadAnswer, Grader
from .models import Attempt, Question


def feedback_box(kind, text):
    return format_html('<div class="alert alert-{}">{}</div>', kind, text)


@login_required
def question(request, number):
    q = get_object_or_404(Question, number=number)
    if request.method != "POST":
        return render(request, "quiz/question.html", {"question": q})

    answer = request.POST.get("answer", "")
    try:
        right = Grader(q).is_right(answer)
    except BadAnswer:
        return HttpResponse("I could not read that answer.", status=400, content_type="text/plain")

    Attempt.objects.create(pupil=request.user, question=q, right=right)
    if right:
        box = feedback_box("success", "Well done!")
    else:
        box = feedback_box("danger", f"{answer} is not right, try again.")
    return render(request, "quiz/question.html", {"question": q, "feedback": box})
