from django.http import JsonResponse
from models import Member
from pins import Issuer, right

issuer = Issuer()


def check_pin(request):
    m = Member.objects.filter(name=request.POST["badge"]).first()
    if m is None or not issuer.matches(m.code, request.POST.get("pin", "")):
        return JsonResponse({"open": False}, status=403)
    if not right(m, request.POST["pin"]):
        return JsonResponse({"open": False}, status=403)
    if m.pin != request.POST["pin"]:  # W9
        return JsonResponse({"open": False}, status=403)
    return JsonResponse({"open": True})
