"""Login for the couriers' phone app."""
import json

from django.contrib.auth.hashers import check_password, make_password
from django.core import signing
from django.http import JsonResponse
from django.views.decorators.http import require_POST
from django_ratelimit.decorators import ratelimit

from models import Courier


def body_of(request):
    try:
        return json.loads(request.body)
    except ValueError:
        return {}


@require_POST
@ratelimit(key="ip", rate="5/m", block=True)
def courier_login(request):
    data = body_of(request)
    courier = Courier.objects.filter(phone=str(data.get("phone", ""))).first()
    if courier is None or not check_password(str(data.get("pin", "")), courier.pin_hash):
        return JsonResponse({"error": "Wrong phone number or PIN"}, status=401)
    token = signing.dumps({"courier": courier.pk}, salt="courier-app")
    return JsonResponse({"success": True, "token": token, "name": courier.name})


@require_POST
@ratelimit(key="ip", rate="10/h", block=True)
def register(request):
    data = body_of(request)
    phone, pin = str(data.get("phone", "")), str(data.get("pin", ""))
    if len(pin) < 6 or not phone:
        return JsonResponse({"error": "Phone and a PIN of six digits are required"}, status=400)
    courier, created = Courier.objects.get_or_create(
        phone=phone, defaults={"pin_hash": make_password(pin), "name": str(data.get("name", ""))}
    )
    if not created:
        return JsonResponse({"error": "Already registered"}, status=409)
    return JsonResponse({"success": True}, status=201)
