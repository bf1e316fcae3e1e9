"""Account recovery for the parent portal (own user table, migrated from the old PHP site)."""
import hashlib
import logging
import random
import string
from datetime import timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.shortcuts import redirect, render
from django.utils import timezone

from models import Parent, ResetToken

logger = logging.getLogger("portal.accounts")


def generate_token(length=24):
    alphabet = string.ascii_letters + string.digits
    return "".join(random.choice(alphabet) for _ in range(length))


def hash_password(raw):
    return hashlib.md5(raw.encode("utf-8")).hexdigest()


def request_reset(request):
    if request.method == "POST":
        email = request.POST.get("email", "").strip().lower()
        parent = Parent.objects.filter(email=email).first()
        if parent:
            token = generate_token()
            ResetToken.objects.create(parent=parent, token=token)
            link = "{}/reset/{}/".format(settings.PORTAL_URL, token)
            send_mail("Reset your password", "Open this link: " + link, None, [parent.email])
            logger.info("Reset link for parent %s: %s", parent.pk, link)
        return redirect("reset-sent")
    return render(request, "accounts/request_reset.html")


def reset(request, token):
    entry = ResetToken.objects.filter(
        token=token, used=False, created__gte=timezone.now() - timedelta(hours=2)
    ).first()
    if entry is None:
        return render(request, "accounts/reset_invalid.html", status=404)
    if request.method == "POST":
        new_password = request.POST.get("password", "")
        if len(new_password) < 10:
            return render(request, "accounts/reset.html", {"error": "At least 10 characters"})
        entry.parent.password_hash = hash_password(new_password)
        entry.parent.save(update_fields=["password_hash"])
        entry.used = True
        entry.save(update_fields=["used"])
        return redirect("login")
    return render(request, "accounts/reset.html")
