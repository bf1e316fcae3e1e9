from django.contrib.auth.decorators import login_required
from django.forms.models import model_to_dict
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.html import escape, format_html
from django.views import View

from .models import Climber, Route

PUBLIC_FIELDS = ["id", "username", "belay_certified"]


@login_required
def climber_detail(request, climber_id):
    climber = get_object_or_404(Climber, pk=climber_id)
    data = model_to_dict(climber, fields=PUBLIC_FIELDS)
    data["ascents"] = climber.ascents.count()
    return JsonResponse(data)


@login_required
def ranking(request):
    rows = Climber.objects.filter(belay_certified=True).values("id", "username")[:100]
    return JsonResponse({"climbers": list(rows)})


class RouteCardView(View):
    def get(self, request, route_id):
        route = get_object_or_404(Route, pk=route_id)
        note = escape(request.GET.get("note", ""))
        html = f"<section><h2>Route {route.pk}</h2><p class='note'>{note}</p></section>"
        return HttpResponse(html)


class BadgeView(View):
    def get(self, request):
        label = request.GET.get("label", "gym")
        return HttpResponse(format_html("<span class='badge'>{}</span>", label))
