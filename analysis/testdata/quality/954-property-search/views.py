from django.http import HttpResponseBadRequest, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from queries import PropertySearch


@require_GET
def property_list(request):
    try:
        search = PropertySearch(request.GET)
    except ValueError:
        return HttpResponseBadRequest("Prices must be whole numbers")
    return render(request, "listings/list.html", {"properties": search.results()})


@require_GET
def price_stats(request):
    try:
        search = PropertySearch(request.GET)
    except ValueError:
        return HttpResponseBadRequest("Prices must be whole numbers")
    return JsonResponse({"average": search.average_price()})
