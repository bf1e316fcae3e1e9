from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import View
from django_ratelimit.decorators import ratelimit

from models import Alumnus


@method_decorator(ratelimit(key="ip", rate="5/m", method="POST", block=True), name="dispatch")
class RegisterView(View):
    template_name = "alumni/register.html"

    def get(self, request):
        return render(request, self.template_name)

    def post(self, request):
        form = request.POST
        alumnus = Alumnus(
            email=form["email"].lower(),
            full_name=form["full_name"],
            graduation_year=int(form["year"]),
        )
        try:
            validate_password(form["password"])
        except ValidationError:
            return render(request, self.template_name, {"error": "Password too weak"}, status=400)
        alumnus.set_password(form["password"])
        alumnus.save()
        request.session.cycle_key()
        request.session["alumnus_id"] = alumnus.pk
        return redirect("alumni:home")


@method_decorator(ratelimit(key="ip", rate="10/m", method="POST", block=True), name="dispatch")
class LoginView(View):
    template_name = "alumni/login.html"

    def get(self, request):
        return render(request, self.template_name, {"next": request.GET.get("next", "/")})

    def post(self, request):
        email = request.POST["email"].lower()
        alumnus = Alumnus.objects.filter(email=email).first()
        if alumnus is None or not alumnus.check_password(request.POST["password"]):
            return render(request, self.template_name, {"error": "Wrong e-mail or password"}, status=401)
        request.session.cycle_key()
        request.session["alumnus_id"] = alumnus.pk
        return self.success(request)

    def success(self, request):
        target = request.POST.get("next") or "/"
        if not url_has_allowed_host_and_scheme(
            target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        ):
            target = "/"
        return HttpResponseRedirect(target)


class HomeView(View):
    def get(self, request):
        if "alumnus_id" not in request.session:
            return redirect("alumni:login")
        same_year = Alumnus.objects.filter(pk=request.session["alumnus_id"]).values_list("graduation_year")
        names = Alumnus.objects.filter(graduation_year__in=same_year).values_list("full_name", flat=True)[:100]
        return JsonResponse({"classmates": list(names)})
