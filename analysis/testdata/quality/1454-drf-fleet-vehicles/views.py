from rest_framework import mixins, permissions, status, viewsets
from rest_framework.decorators import action
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.response import Response

from filters import VehicleOrdering
from models import Vehicle
from serializers import OdometerSerializer, VehicleSerializer


class VehiclePagination(LimitOffsetPagination):
    default_limit = 50
    max_limit = 200


class TenantScopedMixin:
    """Restrict every look-up, list and change to the tenant of the caller."""

    permission_classes = [permissions.IsAuthenticated]

    def get_queryset(self):
        return super().get_queryset().filter(tenant_id=self.request.user.tenant_id)

    def perform_create(self, serializer):
        serializer.save(tenant_id=self.request.user.tenant_id)


class VehicleViewSet(
    TenantScopedMixin,
    mixins.ListModelMixin,
    mixins.CreateModelMixin,
    mixins.RetrieveModelMixin,
    mixins.UpdateModelMixin,
    viewsets.GenericViewSet,
):
    queryset = Vehicle.objects.all()
    serializer_class = VehicleSerializer
    pagination_class = VehiclePagination
    filter_backends = [VehicleOrdering]
    lookup_value_regex = r"\d+"

    @action(detail=True, methods=["post"], serializer_class=OdometerSerializer)
    def odometer(self, request, pk=None):
        vehicle = self.get_object()
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        reading = serializer.validated_data["kilometres"]
        if reading < vehicle.odometer_km:
            return Response(
                {"kilometres": ["The reading is below the previous one."]},
                status=status.HTTP_400_BAD_REQUEST,
            )
        vehicle.odometer_km = reading
        vehicle.save(update_fields=["odometer_km"])
        return Response(status=status.HTTP_204_NO_CONTENT)

    @action(detail=True, methods=["post"])
    def retire(self, request, pk=None):
        vehicle = self.get_object()
        vehicle.retired = True
        vehicle.save(update_fields=["retired"])
        return Response(VehicleSerializer(vehicle).data)
