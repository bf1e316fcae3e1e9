"""Grade book for teachers: import of spreadsheets and weighted averages."""
import csv
import io
import logging

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.validators import FileExtensionValidator
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render

from .models import Course, Grade, Student

logger = logging.getLogger(__name__)

MAX_SHEET = 512 * 1024


class ImportForm(forms.Form):
    sheet = forms.FileField(validators=[FileExtensionValidator(["csv"])])

    def clean_sheet(self):
        sheet = self.cleaned_data["sheet"]
        if sheet.size > MAX_SHEET:
            raise forms.ValidationError("The sheet is larger than 512 KB.")
        return sheet


class WeightsForm(forms.Form):
    midterm = forms.FloatField(min_value=0, max_value=1)
    final = forms.FloatField(min_value=0, max_value=1)


@login_required
@permission_required("grades.add_grade", raise_exception=True)
def import_grades(request, course_id):
    course = get_object_or_404(Course, pk=course_id, teacher=request.user)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        created = 0
        text = io.TextIOWrapper(form.cleaned_data["sheet"].file, encoding="utf-8", newline="")
        for row in csv.DictReader(text):
            student = Student.objects.filter(number=row["student"], courses=course).first()
            if student:
                Grade.objects.create(course=course, student=student, exam=row["exam"], points=float(row["points"]))
                created += 1
        messages.success(request, "%d grades imported" % created)
        return redirect("course", course_id=course.pk)
    return render(request, "grades/import.html", {"course": course, "form": form})


class WeightedCalculator:
    """Computes the final mark from the weights of the exams."""

    def __init__(self, weights):
        self.weights = weights

    def compute(self, points):
        values = dict(points)
        return round(sum(weight * values[exam] for exam, weight in self.weights.items()), 2)


@login_required
@permission_required("grades.view_grade", raise_exception=True)
def final_marks(request, course_id):
    course = get_object_or_404(Course, pk=course_id, teacher=request.user)
    form = WeightsForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=400)
    calculator = WeightedCalculator(form.cleaned_data)
    marks = {}
    try:
        for student in course.students.all()[:200]:
            points = student.grades.filter(course=course).values_list("exam", "points")
            marks[student.number] = calculator.compute(points)
    except KeyError:
        logger.exception("missing exam in course %d", course.pk)
        return JsonResponse({"error": "A student has no points for one of the exams."}, status=400)
    return JsonResponse({"course": course.name, "marks": marks})
