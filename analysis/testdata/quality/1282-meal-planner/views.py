from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_POST

from .models import PlannedMeal, Recipe
from .prefs import COOKIE, KitchenPrefs


def week(request):
    prefs = KitchenPrefs.from_cookie(request.COOKIES.get(COOKIE))
    recipes = Recipe.objects.exclude(main_ingredient__in=prefs.dislikes)
    if prefs.vegetarian:
        recipes = recipes.filter(vegetarian=True)
    return render(request, "planner/week.html", {"recipes": recipes.order_by("?")[:7], "prefs": prefs})


@require_POST
def save_prefs(request):
    prefs = KitchenPrefs(
        servings=int(request.POST.get("servings", 2)),
        vegetarian="vegetarian" in request.POST,
        dislikes=request.POST.getlist("dislikes")[:20],
    )
    response = redirect("week")
    response.set_cookie(
        COOKIE, prefs.to_cookie(), max_age=365 * 86400, secure=True, httponly=True, samesite="Lax"
    )
    return response


@login_required
@require_POST
def plan_meal(request):
    recipe = get_object_or_404(Recipe, pk=request.POST.get("recipe"))
    day = parse_date(request.POST.get("day", ""))
    if day is None:
        return JsonResponse({"error": "day must look like 2026-05-01"}, status=400)
    meal = PlannedMeal.objects.create(user=request.user, recipe=recipe, day=day)
    return JsonResponse({"id": meal.pk, "recipe": recipe.name})
