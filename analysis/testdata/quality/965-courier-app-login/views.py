"""Login for the couriers' phone app."""
import json

from django.http import JsonResponse
from django.views.decorators.http import require_POST

from hashing import hash_pin, pin_matches
from models import Courier


def body_of(request):
    try:
        return json.loads(request.body)
    except ValueError:
        return {}


@require_POST
def courier_login(request):
    data = body_of(request)
    courier = Courier.objects.filter(phone=str(data.get("phone", ""))).first()
    if courier is None or not pin_matches(str(data.get("pin", "")), courier.pin_hash):
        return JsonResponse({"error": "Wrong phone number or PIN"}, status=401)
    return JsonResponse({"success": True, "courier_id": courier.pk, "name": courier.name})


@require_POST
def register(request):
    data = body_of(request)
    phone, pin = str(data.get("phone", "")), str(data.get("pin", ""))
    if len(pin) < 6 or not phone:
        return JsonResponse({"error": "Phone and a PIN of six digits are required"}, status=400)
    courier, created = Courier.objects.get_or_create(
        phone=phone, defaults={"pin_hash": hash_pin(pin), "name": str(data.get("name", ""))}
    )
    if not created:
        return JsonResponse({"error": "Already registered"}, status=409)
    return JsonResponse({"success": True}, status=201)
