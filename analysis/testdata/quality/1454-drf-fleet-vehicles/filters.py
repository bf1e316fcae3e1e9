from rest_framework.filters import BaseFilterBackend


class VehicleOrdering(BaseFilterBackend):
    """`?sort=plate` or `?sort=-km`; anything unknown falls back to the plate."""

    choices = {
        "plate": "plate",
        "-plate": "-plate",
        "km": "odometer_km",
        "-km": "-odometer_km",
    }

    def filter_queryset(self, request, queryset, view):
        wanted = request.query_params.get("sort", "plate")
        return queryset.order_by(self.choices.get(wanted, "plate"), "pk")
