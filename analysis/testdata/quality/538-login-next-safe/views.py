from django.contrib import messages
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import View
from django.views.decorators.http import require_POST
from django_ratelimit.decorators import ratelimit

from .forms import LoginForm


def next_url(request):
    """Where to go after signing in; only pages of this site."""
    candidate = request.POST.get("next") or request.GET.get("next")
    if candidate and url_has_allowed_host_and_scheme(
        candidate, allowed_hosts={request.get_host()}, require_https=request.is_secure(),
    ):
        return candidate
    return reverse("accounts:home")


@method_decorator(ratelimit(key="ip", rate="10/m", method="POST", block=True), name="dispatch")
class LoginView(View):
    template_name = "accounts/login.html"

    def get(self, request):
        if request.user.is_authenticated:
            return redirect(next_url(request))
        return render(request, self.template_name, {
            "form": LoginForm(),
            "next": request.GET.get("next", ""),
        })

    def post(self, request):
        form = LoginForm(request.POST)
        if form.is_valid():
            user = authenticate(
                request,
                username=form.cleaned_data["username"],
                password=form.cleaned_data["password"],
            )
            if user is not None:
                login(request, user)
                destination = next_url(request)
                return redirect(destination)
            messages.error(request, "Invalid username or password.")
        return render(request, self.template_name, {"form": form}, status=401)


@login_required
def home(request):
    return render(request, "accounts/home.html")


@login_required
@require_POST
def sign_out(request):
    logout(request)
    return redirect("accounts:login")
