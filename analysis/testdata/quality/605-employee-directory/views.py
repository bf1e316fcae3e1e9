from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe

from .directory import ActiveDirectory


def highlight(value, text):
    """Wrap the search text in <mark> so the template can show it."""
    return mark_safe(value.replace(text, f"<mark>{text}</mark>"))


@login_required
def search(request):
    text = request.GET.get("q", "").strip()
    people = []
    if text:
        people = ActiveDirectory().search(text, request.GET.get("department"))
        for person in people:
            person["cn"] = highlight(person["cn"], text)
    return render(request, "directory/search.html", {"people": people, "text": text})


@login_required
def unit_members(request, unit):
    return JsonResponse({"members": ActiveDirectory().members(unit)})
