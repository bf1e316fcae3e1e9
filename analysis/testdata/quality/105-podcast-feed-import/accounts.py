import json

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import check_password
from django.http import JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

Listener = get_user_model()


@csrf_exempt
@require_POST
def login_view(request):
    try:
        data = json.loads(request.body)
    except json.JSONDecodeError:
        return JsonResponse({"error": "Invalid JSON"}, status=400)

    listener = Listener.objects.filter(email__iexact=data.get("email", "")).first()
    if listener is None or not check_password(data.get("password", ""), listener.password):
        return JsonResponse({"success": False, "error": "Invalid e-mail or password"}, status=401)
    return JsonResponse({"success": True, "username": listener.username})
