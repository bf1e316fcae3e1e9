from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST
from django_ratelimit.decorators import ratelimit

from models import Dealer, PriceListItem


@require_POST
@ratelimit(key="ip", rate="10/m", block=True)
def dealer_login(request):
    email = request.POST.get("email", "").strip().lower()
    password = request.POST.get("password", "")
    dealer = Dealer.objects.filter(email=email).first()
    if dealer is None or not dealer.check_password(password):
        return render(request, "dealers/login.html", {"error": "Login failed"}, status=401)
    request.session.cycle_key()
    request.session["dealer_id"] = dealer.pk
    destination = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(destination, {request.get_host()}, require_https=True):
        destination = "/prices/"
    return HttpResponseRedirect(destination)


@require_POST
def dealer_logout(request):
    request.session.flush()
    return redirect("dealer-login")


@require_GET
def price_list(request):
    dealer_id = request.session.get("dealer_id")
    if dealer_id is None:
        return JsonResponse({"error": "not signed in"}, status=401)
    discount = Dealer.objects.values_list("discount", flat=True).get(pk=dealer_id)
    items = PriceListItem.objects.order_by("sku")[:500]
    return JsonResponse(
        {"items": [{"sku": i.sku, "name": i.name, "price": str(i.price * (1 - discount))} for i in items]}
    )
