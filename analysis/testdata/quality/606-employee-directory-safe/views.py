from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import render
from django.utils.html import format_html

from .directory import ActiveDirectory


def highlight(value, text):
    """Wrap the first hit in <mark> so the template can show it."""
    before, hit, after = value.partition(text)
    if not hit:
        return value
    return format_html("{}<mark>{}</mark>{}", before, hit, after)


@login_required
def search(request):
    text = request.GET.get("q", "").strip()[:80]
    people = []
    if text:
        people = ActiveDirectory().search(text, request.GET.get("department"))
        for person in people:
            person["cn"] = highlight(person["cn"], text)
    return render(request, "directory/search.html", {"people": people, "text": text})


@login_required
def unit_members(request, unit):
    return JsonResponse({"members": ActiveDirectory().members(unit)})
