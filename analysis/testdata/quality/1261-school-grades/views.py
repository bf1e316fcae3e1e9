"""Grade book for teachers: import of spreadsheets and weighted averages."""
import csv
import os

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render

from .models import Course, Grade, Student


def _store(upload):
    folder = os.path.join(settings.MEDIA_ROOT, "imports")
    os.makedirs(folder, exist_ok=True)
    target = os.path.join(folder, upload.name)
    with open(target, "wb") as out:
        for chunk in upload.chunks():
            out.write(chunk)
    return target


@login_required
@permission_required("grades.add_grade", raise_exception=True)
def import_grades(request, course_id):
    course = get_object_or_404(Course, pk=course_id, teacher=request.user)
    if request.method == "POST":
        path = _store(request.FILES["sheet"])
        created = 0
        with open(path, newline="", encoding="utf-8") as handle:
            for row in csv.DictReader(handle):
                student = Student.objects.filter(number=row["student"], courses=course).first()
                if student:
                    Grade.objects.create(course=course, student=student, exam=row["exam"], points=float(row["points"]))
                    created += 1
        messages.success(request, "%d grades imported" % created)
        return redirect("course", course_id=course.pk)
    return render(request, "grades/import.html", {"course": course})


class FormulaCalculator:
    """Computes the final mark with the teacher's own formula, e.g. 0.4*midterm + 0.6*final."""

    def __init__(self, formula):
        self.formula = formula

    def compute(self, points):
        names = {exam: value for exam, value in points}
        return round(eval(self.formula, {"__builtins__": {}}, names), 2)


@login_required
@permission_required("grades.view_grade", raise_exception=True)
def final_marks(request, course_id):
    course = get_object_or_404(Course, pk=course_id, teacher=request.user)
    calculator = FormulaCalculator(request.POST.get("formula", "final"))
    marks = {}
    try:
        for student in course.students.all()[:200]:
            points = student.grades.filter(course=course).values_list("exam", "points")
            marks[student.number] = calculator.compute(points)
    except Exception as exc:
        return JsonResponse({"error": f"Could not compute marks: {exc}"}, status=400)
    return JsonResponse({"course": course.name, "marks": marks})
