from django.contrib import messages
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views import View

from .forms import LoginForm


def next_url(request):
    """Where to go after signing in."""
    return request.POST.get("next") or request.GET.get("next") or reverse("accounts:home")


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
def sign_out(request):
    logout(request)
    return redirect("accounts:login")
