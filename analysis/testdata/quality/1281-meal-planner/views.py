from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt

from .models import PlannedMeal, Recipe
from .prefs import COOKIE, KitchenPrefs


def week(request):
    prefs = KitchenPrefs.from_cookie(request.COOKIES.get(COOKIE))
    recipes = Recipe.objects.exclude(main_ingredient__in=prefs.dislikes)
    if prefs.vegetarian:
        recipes = recipes.filter(vegetarian=True)
    return render(request, "planner/week.html", {"recipes": recipes.order_by("?")[:7], "prefs": prefs})


def save_prefs(request):
    prefs = KitchenPrefs(
        servings=int(request.POST.get("servings", 2)),
        vegetarian="vegetarian" in request.POST,
        dislikes=request.POST.getlist("dislikes"),
    )
    response = redirect("week")
    response.set_cookie(COOKIE, prefs.to_cookie(), max_age=365 * 86400)
    return response


@csrf_exempt
@login_required
def plan_meal(request):
    if request.method != "POST":
        return JsonResponse({"error": "POST only"}, status=405)
    recipe = get_object_or_404(Recipe, pk=request.POST.get("recipe"))
    meal = PlannedMeal.objects.create(user=request.user, recipe=recipe, day=request.POST["day"])
    return JsonResponse({"id": meal.pk, "recipe": recipe.name})
