"""Account recovery for the parent portal (own user table, migrated from the old PHP site)."""
import hashlib
import logging
import secrets
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.mail import send_mail
from django.shortcuts import redirect, render
from django.utils import timezone
from django_ratelimit.decorators import ratelimit

from models import Parent, ResetToken

logger = logging.getLogger("portal.accounts")


def fingerprint(token):
    """Only the digest of the random token is kept in the database."""
    return hashlib.sha256(token.encode("ascii", "ignore")).hexdigest()


@ratelimit(key="ip", rate="5/h", method="POST", block=True)
def request_reset(request):
    if request.method == "POST":
        email = request.POST.get("email", "").strip().lower()
        parent = Parent.objects.filter(email=email).first()
        if parent:
            token = secrets.token_urlsafe(32)
            ResetToken.objects.create(parent=parent, digest=fingerprint(token))
            link = "{}/reset/{}/".format(settings.PORTAL_URL, token)
            send_mail("Reset your password", "Open this link: " + link, None, [parent.email])
            logger.info("Reset mail sent to parent %s", parent.pk)
        return redirect("reset-sent")
    return render(request, "accounts/request_reset.html")


@ratelimit(key="ip", rate="20/h", block=True)
def reset(request, token):
    entry = ResetToken.objects.filter(
        digest=fingerprint(token), used=False, created__gte=timezone.now() - timedelta(hours=2)
    ).first()
    if entry is None:
        return render(request, "accounts/reset_invalid.html", status=404)
    if request.method == "POST":
        new_password = request.POST.get("password", "")
        if len(new_password) < 10:
            return render(request, "accounts/reset.html", {"error": "At least 10 characters"})
        entry.parent.password_hash = make_password(new_password)
        entry.parent.save(update_fields=["password_hash"])
        entry.used = True
        entry.save(update_fields=["used"])
        return redirect("login")
    return render(request, "accounts/reset.html")
