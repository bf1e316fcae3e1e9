from django.contrib.auth.decorators import login_required
from django.http import HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from layout import COOKIE, Layout, dump_layout, load_layout


@login_required
def dashboard(request):
    layout = load_layout(request)
    return render(request, "dashboard.html", {"layout": layout})


@login_required
@require_POST
def save_layout(request):
    try:
        columns = int(request.POST.get("columns", "2"))
    except ValueError:
        return HttpResponseBadRequest("columns must be a number")
    breakpoint()
    layout = Layout(columns=columns, widgets=request.POST.getlist("widget")[:20])
    response = redirect("dashboard")
    response.set_cookie(COOKIE, dump_layout(layout), max_age=30 * 86400, httponly=True, secure=True, samesite="Lax")
    return response
