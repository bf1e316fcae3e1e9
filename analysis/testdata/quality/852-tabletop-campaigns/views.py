import yaml
from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import HttpResponseBadRequest, JsonResponse
from django.views.decorators.http import require_http_methods

from state import Campaign, claim_seat, read_map, read_monsters, restore


@login_required
@require_http_methods(["POST"])
def load_campaign(request):
    """Paste the exported text of one of your campaigns."""
    blob = request.POST.get("save") or request.COOKIES.get("campaign")
    if not blob:
        return HttpResponseBadRequest("Nothing to load")
    try:
        campaign = restore(blob)
    except signing.BadSignature:
        return HttpResponseBadRequest("This save game is damaged")
    response = JsonResponse({"title": campaign.title, "heroes": campaign.heroes})
    response.set_cookie("campaign", campaign.export(), secure=True, httponly=True, samesite="Lax")
    return response


@login_required
@require_http_methods(["POST"])
def new_campaign(request):
    campaign = Campaign(title=request.POST.get("title", "")[:80])
    return JsonResponse({"save": campaign.export()})


@login_required
@require_http_methods(["POST"])
def upload_monsters(request):
    upload = request.FILES.get("monsters")
    if upload is None or upload.size > 200_000 or not upload.name.endswith(".yaml"):
        return HttpResponseBadRequest("Only small .yaml files")
    try:
        monsters = read_monsters(upload.read(200_000).decode("utf-8"))
    except (yaml.YAMLError, ValueError):
        return HttpResponseBadRequest("The file could not be read")
    return JsonResponse({"monsters": monsters})


@login_required
@require_http_methods(["POST"])
def upload_map(request):
    upload = request.FILES.get("map")
    if upload is None or upload.size > 500_000:
        return HttpResponseBadRequest("Map missing or too large")
    try:
        rooms = read_map(upload.read(500_000))
    except (ElementTree.ParseError, DefusedXmlException):
        return HttpResponseBadRequest("The map could not be read")
    return JsonResponse({"rooms": rooms})


@login_required
@require_http_methods(["POST"])
def take_seat(request, campaign_id, seat):
    taken = claim_seat(int(campaign_id), int(seat), request.user.username)
    return JsonResponse({"yours": taken})
