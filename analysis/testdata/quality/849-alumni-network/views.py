from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.views import View

from models import Alumnus


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
        alumnus.password = form["password"]
        alumnus.save()
        request.session["alumnus_id"] = alumnus.pk
        return redirect("alumni:home")


class LoginView(View):
    template_name = "alumni/login.html"

    def get(self, request):
        return render(request, self.template_name, {"next": request.GET.get("next", "/")})

    def post(self, request):
        email = request.POST["email"].lower()
        password = request.POST["password"]
        try:
            alumnus = Alumnus.objects.get(email=email, password=password)
        except Alumnus.DoesNotExist:
            return render(request, self.template_name, {"error": "Wrong e-mail or password"}, status=401)
        request.session.cycle_key()
        request.session["alumnus_id"] = alumnus.pk
        return self.success(request)

    def success(self, request):
        target = request.POST.get("next") or "/"
        return HttpResponseRedirect(target)


class HomeView(View):
    def get(self, request):
        if "alumnus_id" not in request.session:
            return redirect("alumni:login")
        same_year = Alumnus.objects.filter(pk=request.session["alumnus_id"]).values_list("graduation_year")
        names = Alumnus.objects.filter(graduation_year__in=same_year).values_list("full_name", flat=True)[:100]
        return JsonResponse({"classmates": list(names)})
