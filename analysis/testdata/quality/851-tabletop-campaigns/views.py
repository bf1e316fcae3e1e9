from django.contrib.auth.decorators import login_required
from django.http import HttpResponseBadRequest, JsonResponse
from django.views.decorators.http import require_http_methods

from state import Campaign, claim_seat, read_map, read_monsters, restore


@login_required
@require_http_methods(["POST"])
def load_campaign(request):
    """Paste the exported text of another player's campaign."""
    blob = request.POST.get("save") or request.COOKIES.get("campaign")
    if not blob:
        return HttpResponseBadRequest("Nothing to load")
    campaign = restore(blob)
    response = JsonResponse({"title": campaign.title, "heroes": campaign.heroes})
    response.set_cookie("campaign", blob, secure=True, httponly=True, samesite="Lax")
    return response


@login_required
@require_http_methods(["POST"])
def new_campaign(request):
    campaign = Campaign(title=request.POST.get("title", "")[:80])
    return JsonResponse({"save": campaign.export()})


@login_required
@require_http_methods(["POST"])
def upload_monsters(request):
    upload = request.FILES["monsters"]
    if upload.size > 200_000 or not upload.name.endswith(".yaml"):
        return HttpResponseBadRequest("Only small .yaml files")
    monsters = read_monsters(upload.read().decode("utf-8"))
    return JsonResponse({"monsters": [m["name"] for m in monsters][:100]})

@login_required
@require_http_methods(["POST"])
def upload_map(request):
    upload = request.FILES["map"]
    if upload.size > 500_000:
        return HttpResponseBadRequest("Map too large")
    return JsonResponse({"rooms": read_map(upload.read())})


@login_required
@require_http_methods(["POST"])
def take_seat(request, campaign_id, seat):
    taken = claim_seat(int(campaign_id), int(seat), request.user.username)
    return JsonResponse({"yours": taken})
