from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.pagination import PageNumberPagination
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response

from models import Claim
from serializers import ClaimSerializer

ORDERINGS = {"amount": "amount", "-amount": "-amount", "date": "spent_on", "-date": "-spent_on"}


class ClaimPagination(PageNumberPagination):
    page_size = 25


class ClaimViewSet(mixins.ListModelMixin, mixins.CreateModelMixin, viewsets.GenericViewSet):
    """Employees' expense claims."""

    serializer_class = ClaimSerializer
    permission_classes = [IsAuthenticated]
    pagination_class = ClaimPagination

    def get_queryset(self):
        mine = Claim.objects.filter(employee=self.request.user)
        year = self.request.query_params.get("year", "")
        if year.isdecimal() and len(year) == 4:
            mine = mine.filter(spent_on__year=int(year))
        return mine.order_by(ORDERINGS.get(self.request.query_params.get("order"), "-spent_on"))

    def perform_create(self, serializer):
        serializer.save(employee=self.request.user)

    @action(detail=True, methods=["post"])
    def amend(self, request, pk=None):
        """Correct a claim that has not been approved yet."""
        claim = Claim.objects.filter(pk=pk, employee=request.user, approved=False).first()
        if claim is None:
            return Response({"detail": "Nothing to amend"}, status=404)
        serializer = ClaimSerializer(claim, data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        serializer.save()
        return Response(serializer.data)
