from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.html import escape, format_html_join
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST

from models import AdoptionWish, Animal
from search import AnimalSearch


def animal_list(request):
    animals = AnimalSearch(request.GET).collect().results()
    return render(request, "shelter/list.html", {"animals": animals})


@login_required
@require_POST
def wish(request, animal_id):
    animal = get_object_or_404(Animal, pk=animal_id)
    message = request.POST.get("message", "")[:2000]
    AdoptionWish.objects.create(animal=animal, user=request.user, message=message)
    return JsonResponse({"saved": True})


def marked(text, highlight):
    """Escape first, then wrap the escaped search word."""
    safe_text = escape(text)
    if not highlight:
        return safe_text
    word = escape(highlight)
    return mark_safe(safe_text.replace(word, f"<b>{word}</b>"))


@login_required
def my_wishes(request):
    wishes = AdoptionWish.objects.filter(user=request.user).select_related("animal")[:50]
    highlight = request.GET.get("highlight", "")
    content = format_html_join(
        "\n", "<p>{}: {}</p>", ((w.animal.name, marked(w.message, highlight)) for w in wishes)
    )
    return render(request, "shelter/wishes.html", {"content": content})
