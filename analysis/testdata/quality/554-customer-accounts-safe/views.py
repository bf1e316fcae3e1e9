import json

from django.contrib.auth.hashers import check_password, make_password
from django.http import JsonResponse
from django.views.decorators.http import require_POST
from django_ratelimit.decorators import ratelimit

from .models import Customer


@require_POST
@ratelimit(key="ip", rate="10/m", block=True)
def register(request):
    data = json.loads(request.body)
    email = data.get("email", "").lower().strip()
    password = data.get("password", "")

    if not email or len(password) < 12:
        return JsonResponse({"error": "Email and a password of 12+ characters are required"}, status=400)
    if Customer.objects.filter(email=email).exists():
        return JsonResponse({"error": "Email already registered"}, status=409)

    customer = Customer.objects.create(
        email=email,
        name=data.get("name", ""),
        password_hash=make_password(password),
    )
    return JsonResponse({"id": customer.id}, status=201)


@require_POST
@ratelimit(key="ip", rate="10/m", block=True)
def login(request):
    data = json.loads(request.body)
    customer = Customer.objects.filter(email=data.get("email", "").lower().strip()).first()
    stored = customer.password_hash if customer else make_password(None)

    if not check_password(data.get("password", ""), stored) or customer is None:
        return JsonResponse({"error": "Invalid credentials"}, status=401)

    request.session.cycle_key()
    request.session["customer_id"] = customer.id
    return JsonResponse({"message": "Login successful", "customer_id": customer.id})


@require_POST
def logout(request):
    request.session.flush()
    return JsonResponse({"message": "Logged out"})
