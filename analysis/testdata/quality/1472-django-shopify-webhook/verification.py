"""Decorator that lets only genuine Shopify webhooks through."""
import base64
import functools
import hashlib
import hmac

from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST


def shopify_webhook(view):
    # No browser session is involved; the HMAC stands in for the CSRF token.
    @csrf_exempt
    @require_POST
    @functools.wraps(view)
    def wrapper(request, *args, **kwargs):
        # DATA_UPLOAD_MAX_MEMORY_SIZE bounds request.body.
        digest = hmac.new(
            settings.SHOPIFY_SECRET.encode(), request.body, hashlib.sha256
        ).digest()
        expected = base64.b64encode(digest).decode()
        sent = request.headers.get("X-Shopify-Hmac-Sha256", "")
        if not hmac.compare_digest(expected.encode(), sent.encode()):
            return HttpResponse(status=401)
        if request.headers.get("X-Shopify-Shop-Domain") != settings.SHOPIFY_DOMAIN:
            return HttpResponse(status=403)
        return view(request, *args, **kwargs)

    return wrapper
