"""Second login step of the appointment site: a code by SMS."""
import logging

from django.contrib.auth import authenticate, login
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods
from django_ratelimit.decorators import ratelimit

from codes import CodeBook
from models import Appointment
from sms import send_sms

logger = logging.getLogger(__name__)
code_book = CodeBook()


@ratelimit(key="ip", rate="10/m", method="POST", block=True)
@require_http_methods(["GET", "POST"])
def login_view(request):
    if request.method == "GET":
        return render(request, "clinic/login.html")
    user = authenticate(request, username=request.POST.get("email"), password=request.POST.get("password"))
    if user is None:
        return render(request, "clinic/login.html", {"error": "Login failed"}, status=401)
    request.session["pending_user"] = user.pk
    send_sms(user.patient.phone, f"Your code is {code_book.issue(user)}")
    logger.info("login code sent to user %d", user.pk)
    return redirect("verify")


@ratelimit(key="ip", rate="5/m", method="POST", block=True)
@require_http_methods(["GET", "POST"])
def verify_view(request):
    if request.method == "GET":
        return render(request, "clinic/verify.html")
    user = code_book.redeem(request.session.get("pending_user"), request.POST.get("code", ""))
    if user is None:
        return render(request, "clinic/verify.html", {"error": "Wrong code"}, status=401)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return redirect("appointments")


@login_required
def appointments(request):
    rows = Appointment.objects.filter(patient__user=request.user).order_by("-starts_at")[:50]
    return render(request, "clinic/appointments.html", {"appointments": rows})
