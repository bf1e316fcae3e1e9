import hashlib
import json

from django.http import JsonResponse
from django.views.decorators.http import require_POST
from django_ratelimit.decorators import ratelimit

from .models import Customer


def hash_password(password):
    return hashlib.sha1(password.encode("utf-8")).hexdigest()


def check_password(password, stored):
    return hash_password(password) == stored


@require_POST
@ratelimit(key="ip", rate="10/m", block=True)
def register(request):
    data = json.loads(request.body)
    email = data.get("email", "").lower().strip()
    password = data.get("password", "")

    if not email or len(password) < 8:
        return JsonResponse({"error": "Email and a password of 8+ characters are required"}, status=400)
    if Customer.objects.filter(email=email).exists():
        return JsonResponse({"error": "Email already registered"}, status=409)

    customer = Customer.objects.create(
        email=email,
        name=data.get("name", ""),
        password_hash=hash_password(password),
    )
    return JsonResponse({"id": customer.id}, status=201)


@require_POST
@ratelimit(key="ip", rate="10/m", block=True)
def login(request):
    data = json.loads(request.body)
    try:
        customer = Customer.objects.get(email=data.get("email", "").lower().strip())
    except Customer.DoesNotExist:
        return JsonResponse({"error": "Invalid credentials"}, status=401)

    if not check_password(data.get("password", ""), customer.password_hash):
        return JsonResponse({"error": "Invalid credentials"}, status=401)

    return JsonResponse({"message": "Login successful", "customer_id": customer.id})
