"""Sign-in, sign-up and change of password for the choir's website."""
import logging

from django.contrib import messages
from django.contrib.auth import authenticate, login, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import PasswordChangeForm
from django.shortcuts import redirect, render, resolve_url
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView
from django_ratelimit.decorators import ratelimit

from forms import SignInForm, SignUpForm

log = logging.getLogger(__name__)


class NextMixin:
    """Redirects to ?next=... as long as it stays on this host."""

    default_next = "rehearsals"

    def get_success_url(self):
        target = self.request.POST.get("next") or self.request.GET.get("next", "")
        if url_has_allowed_host_and_scheme(target, {self.request.get_host()}, require_https=self.request.is_secure()):
            return target
        return resolve_url(self.default_next)


@method_decorator(never_cache, name="dispatch")
@method_decorator(sensitive_post_parameters("password"), name="dispatch")
@method_decorator(ratelimit(key="ip", rate="20/h", method="POST", block=True), name="dispatch")
@method_decorator(ratelimit(key="post:email", rate="5/5m", method="POST", block=True), name="dispatch")
class SignIn(NextMixin, FormView):
    form_class = SignInForm
    template_name = "accounts/sign_in.html"

    def form_valid(self, form):
        user = authenticate(self.request, username=form.cleaned_data["email"], password=form.cleaned_data["password"])
        if user is None:
            form.add_error(None, "E-mail and password do not match.")
            return self.form_invalid(form)
        login(self.request, user)
        self.request.session.set_expiry(14 * 86_400 if form.cleaned_data["remember"] else 0)
        log.info("user %d signed in", user.pk)
        return super().form_valid(form)


@method_decorator(sensitive_post_parameters(), name="dispatch")
@method_decorator(ratelimit(key="ip", rate="5/h", method="POST", block=True), name="dispatch")
class SignUp(FormView):
    form_class = SignUpForm
    template_name = "accounts/sign_up.html"

    def form_valid(self, form):
        form.save()  # inactive until the choir director approves the account
        messages.success(self.request, "Thank you. You can sign in as soon as your account is approved.")
        return redirect("sign-in")


@login_required
@never_cache
@sensitive_post_parameters()
@ratelimit(key="user", rate="10/h", method="POST", block=True)
def change_password(request):
    form = PasswordChangeForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = form.save()
        update_session_auth_hash(request, user)
        messages.success(request, "Your password was changed.")
        return redirect("rehearsals")
    return render(request, "accounts/change_password.html", {"form": form})
