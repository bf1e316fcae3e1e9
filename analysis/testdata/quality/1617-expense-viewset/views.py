from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.pagination import PageNumberPagination
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response

from models import Claim
from serializers import ClaimSerializer



class ClaimPagination(PageNumberPagination):
    page_size = 25


class ClaimViewSet(mixins.ListModelMixin, mixins.CreateModelMixin, viewsets.GenericViewSet):
    """Employees' expense claims."""

    serializer_class = ClaimSerializer
    permission_classes = [IsAuthenticated]
    pagination_class = ClaimPagination

    def get_queryset(self):
        mine = Claim.objects.filter(employee=self.request.user)
        year = self.request.query_params.get("year")
        if year:
            condition = f"EXTRACT(YEAR FROM spent_on) = {year}"
            mine = mine.extra(where=[condition])
        return mine.order_by("-spent_on")

    def perform_create(self, serializer):
        serializer.save(employee=self.request.user)

    @action(detail=True, methods=["post"])
    def amend(self, request, pk=None):
        """Correct a claim that has not been approved yet."""
        claims = Claim.objects.filter(pk=pk, approved=False)
        changed = claims.update(**request.data.dict())
        if not changed:
            return Response({"detail": "Nothing to amend"}, status=404)
        return Response({"amended": changed})
