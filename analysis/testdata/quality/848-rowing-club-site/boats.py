from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import JsonResponse
from django.views.decorators.http import require_POST

BOATS = {1: "Möwe", 2: "Albatros", 3: "Kormoran"}
TWO_HOURS = 2 * 60 * 60


@login_required
def boats(request):
    return JsonResponse({"boats": list(BOATS.values())})


@login_required
@require_POST
def reserve(request, boat_id):
    if boat_id not in BOATS:
        return JsonResponse({"error": "unknown boat"}, status=404)
    # cache.add is atomic: only the first rower gets the boat
    if not cache.add(f"boat:{boat_id}", request.user.pk, timeout=TWO_HOURS):
        return JsonResponse({"error": "already taken"}, status=409)
    return JsonResponse({"reserved": BOATS[boat_id]})
