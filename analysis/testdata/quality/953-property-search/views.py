from django.http import JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from queries import PropertySearch


@require_GET
def property_list(request):
    print("DEBUG filter:", dict(request.GET), request.META.get("REMOTE_ADDR"))
    search = PropertySearch(request.GET)
    return render(request, "listings/list.html", {"properties": search.results()})


@require_GET
def price_stats(request):
    search = PropertySearch(request.GET)
    return JsonResponse({"average": search.average_price()})
