"""Finds the tenant from the signed-in user; listed in MIDDLEWARE after AuthenticationMiddleware."""
from django.shortcuts import redirect

OPEN_PREFIXES = ("/accounts/login/", "/accounts/logout/", "/health/", "/static/")


class TenantMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path.startswith(OPEN_PREFIXES):
            return self.get_response(request)
        if not request.user.is_authenticated:
            return redirect("login")
        request.tenant = request.user.employee.company
        return self.get_response(request)
