from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import mark_safe
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from models import AdoptionWish, Animal
from search import AnimalSearch


def animal_list(request):
    animals = AnimalSearch(request.GET).collect().results()
    return render(request, "shelter/list.html", {"animals": animals})


@csrf_exempt  # the form is embedded on our partner's page
@login_required
@require_POST
def wish(request, animal_id):
    animal = get_object_or_404(Animal, pk=animal_id)
    AdoptionWish.objects.create(animal=animal, user=request.user, message=request.POST["message"])
    return JsonResponse({"saved": True})


@login_required
def my_wishes(request):
    wishes = AdoptionWish.objects.filter(user=request.user).select_related("animal")[:50]
    highlight = request.GET.get("highlight", "")
    parts = []
    for w in wishes:
        text = w.message.replace(highlight, f"<b>{highlight}</b>") if highlight else w.message
        parts.append(f"<p>{w.animal.name}: {text}</p>")
    content = mark_safe("\n".join(parts))
    return render(request, "shelter/wishes.html", {"content": content})
