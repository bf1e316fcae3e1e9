"""Account views for the tool library web app."""
import json

from django.contrib.auth import authenticate, get_user_model
from django.contrib.auth import login as auth_login
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_GET, require_POST
from django_ratelimit.decorators import ratelimit

User = get_user_model()


def read_json(request):
    """Parse the JSON body; an empty dict when it is not valid."""
    try:
        data = json.loads(request.body)
    except json.JSONDecodeError:
        return {}
    return data if isinstance(data, dict) else {}


@require_GET
@ensure_csrf_cookie
def csrf(request):
    """Called once by the front end so that it owns a CSRF cookie."""
    return JsonResponse({"status": "ok"})


@require_POST
@ratelimit(key="ip", rate="10/h", block=True)
def register(request):
    """Create an account."""
    data = read_json(request)
    email = str(data.get("email", "")).lower()
    password = str(data.get("password", ""))
    try:
        validate_password(password)
    except ValidationError:
        return JsonResponse({"error": "please choose a longer, less common password"}, status=400)
    if not email or User.objects.filter(username=email).exists():
        return JsonResponse({"error": "this address cannot be registered"}, status=409)
    user = User.objects.create_user(
        username=email,
        email=email,
        password=password,
        first_name=str(data.get("name", ""))[:80],
    )
    return JsonResponse({"id": user.id}, status=201)


@require_POST
@ratelimit(key="ip", rate="5/m", block=True)
def login(request):
    """Sign in with email and password; starts a session."""
    data = read_json(request)
    user = authenticate(
        request,
        username=str(data.get("email", "")).lower(),
        password=str(data.get("password", "")),
    )
    if user is None:
        return JsonResponse({"success": False, "error": "Invalid credentials"}, status=401)
    auth_login(request, user)
    return JsonResponse({"success": True, "user": {"id": user.id, "name": user.first_name}})
