"""Account views for the tool library mobile app."""
import json

from django.db import models
from django.http import JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from django_ratelimit.decorators import ratelimit


class Borrower(models.Model):
    """A neighbour who borrows tools."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=80)
    password = models.CharField(max_length=128)
    active = models.BooleanField(default=True)

    class Meta:
        app_label = "lending"


def read_json(request):
    """Parse the JSON body; an empty dict when it is not valid."""
    try:
        return json.loads(request.body)
    except json.JSONDecodeError:
        return {}


@csrf_exempt
@require_POST
@ratelimit(key="ip", rate="10/h", block=True)
def register(request):
    """Create an account."""
    data = read_json(request)
    email = data.get("email", "").lower()
    if not email or len(data.get("password", "")) < 10:
        return JsonResponse({"error": "email and a password of 10+ characters needed"}, status=400)
    if Borrower.objects.filter(email=email).exists():
        return JsonResponse({"error": "already registered"}, status=409)
    borrower = Borrower.objects.create(
        email=email,
        name=data.get("name", ""),
        password=data["password"],
    )
    return JsonResponse({"id": borrower.id}, status=201)


@require_POST
@ratelimit(key="ip", rate="5/m", block=True)
def login(request):
    """Sign in with email and password."""
    data = read_json(request)
    borrower = Borrower.objects.filter(
        email=data.get("email", "").lower(), active=True
    ).first()
    if borrower is None or borrower.password != data.get("password"):
        return JsonResponse({"success": False, "error": "Invalid credentials"}, status=401)
    return JsonResponse({"success": True, "user": {"id": borrower.id, "name": borrower.name}})
