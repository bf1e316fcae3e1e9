from django.contrib.auth.decorators import login_required
from django.forms.models import model_to_dict
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views import View

from .models import Climber, Route


def climber_payload(climber):
    data = model_to_dict(climber)
    data["ascents"] = climber.ascents.count()
    return data


@login_required
def climber_detail(request, climber_id):
    climber = get_object_or_404(Climber, pk=climber_id)
    return JsonResponse(climber_payload(climber))


class RouteCardView(View):
    def get(self, request, route_id):
        route = get_object_or_404(Route, pk=route_id)
        note = request.GET.get("note", "")
        html = f"<section><h2>Route {route.pk}</h2><p class='note'>{note}</p></section>"
        return HttpResponse(html)
