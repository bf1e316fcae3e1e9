import logging
import secrets
from urllib.parse import urlencode

import requests
from django.conf import settings
from django.contrib.auth import get_user_model, login
from django.http import HttpResponse, HttpResponseForbidden
from django.shortcuts import redirect

from sso import SsoClient

logger = logging.getLogger("sso")


def start(request):
    request.session["sso_state"] = state = secrets.token_urlsafe(24)
    request.session["sso_next"] = request.GET.get("next", "/")
    query = urlencode({"client_id": settings.SSO_CLIENT_ID, "state": state, "response_type": "code"})
    return redirect(f"{settings.SSO_BASE_URL}/oauth/authorize?{query}")


def callback(request):
    expected = request.session.pop("sso_state", "")
    if not expected or not secrets.compare_digest(expected.encode(), request.GET.get("state", "").encode()):
        return HttpResponseForbidden("state mismatch")
    client = SsoClient()
    try:
        token = client.exchange(request.GET.get("code", ""))
        logger.debug("access token for session: %s", token)
        profile = client.profile(token)
    except requests.RequestException:
        logger.exception("sso failed")
        return HttpResponse("Sign-in is not available", status=502)
    user, _ = get_user_model().objects.get_or_create(username=profile["sub"], defaults={"email": profile["email"]})
    login(request, user)
    return redirect(request.session.pop("sso_next", "/"))
