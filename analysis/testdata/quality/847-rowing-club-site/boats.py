from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.views.decorators.http import require_POST

BOATS = {1: "Möwe", 2: "Albatros", 3: "Kormoran"}


@login_required
def boats(request):
    return JsonResponse({"boats": list(BOATS.values())})


@login_required
@require_POST
def reserve(request, boat_id):
    if boat_id not in BOATS:
        return JsonResponse({"error": "unknown boat"}, status=404)
    # TODO: actually store the reservation in the database
    return JsonResponse({"reserved": BOATS[boat_id]})
