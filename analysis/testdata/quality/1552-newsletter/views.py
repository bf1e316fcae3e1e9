"""Newsletter: double opt-in and one-click unsubscribe with signed links."""
import logging

from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.core.mail import send_mail
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from forms import SubscribeForm
from models import Subscriber

log = logging.getLogger(__name__)
CONFIRM_SALT = "newsletter.confirm"
LEAVE_SALT = "newsletter.leave"


def too_many(request, limit=5, seconds=3600):
    key = f"newsletter:{request.META['REMOTE_ADDR']}"
    cache.add(key, 0, seconds)
    return cache.incr(key) > limit


def link(view_name, address, salt):
    token = signing.dumps(address, salt=salt)
    return f"{settings.SITE_URL}{reverse(view_name, args=[token])}"


@require_http_methods(["GET", "POST"])
def subscribe(request):
    form = SubscribeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if too_many(request):
            return render(request, "newsletter/slow_down.html", status=429)
        address = form.cleaned_data["email"]
        send_mail(
            "Please confirm your subscription",
            "Open this link to receive our newsletter:\n" + link("newsletter-confirm", address, CONFIRM_SALT),
            settings.DEFAULT_FROM_EMAIL,
            [address],
        )
        return redirect("newsletter-sent")
    return render(request, "newsletter/subscribe.html", {"form": form})


def sent(request):
    return render(request, "newsletter/sent.html")


@require_GET
def confirm(request, token):
    try:
        address = signing.loads(token, salt=CONFIRM_SALT, max_age=3 * 86400)
    except signing.BadSignature:
        return render(request, "newsletter/expired.html", status=400)
    Subscriber.objects.get_or_create(email=address)
    return render(request, "newsletter/welcome.html")


@require_GET
def leave(request, token):
    return render(request, "newsletter/leave.html", {"token": token})


# RFC 8058: mail programs POST here without a cookie or CSRF token; the signed token is the authority.
@csrf_exempt
@require_POST
def leave_now(request, token):
    try:
        address = signing.loads(token, salt=LEAVE_SALT)
    except signing.BadSignature:
        return HttpResponse("This link is not valid.", status=400, content_type="text/plain")
    deleted, _ = Subscriber.objects.filter(email=address).delete()
    log.info("%d subscription(s) ended", deleted)
    return HttpResponse("You will not hear from us again.", content_type="text/plain")
