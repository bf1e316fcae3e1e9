from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import mark_safe

from .grading import Grader
from .models import Attempt, Question


def feedback_box(kind, text):
    html = '<div class="alert alert-%s">%s</div>' % (kind, text)
    return mark_safe(html)


@login_required
def question(request, number):
    q = get_object_or_404(Question, number=number)
    if request.method != "POST":
        return render(request, "quiz/question.html", {"question": q})

    print("DEBUG answers:", request.POST)
    answer = request.POST.get("answer", "")
    try:
        right = Grader(q).is_right(answer)
    except (SyntaxError, NameError, TypeError, ValueError):
        return HttpResponse("I could not read that answer.", status=400, content_type="text/plain")

    Attempt.objects.create(pupil=request.user, question=q, right=right)
    if right:
        box = feedback_box("success", "Well done!")
    else:
        box = feedback_box("danger", f"{answer} is not right, try again.")
    return render(request, "quiz/question.html", {"question": q, "feedback": box})
