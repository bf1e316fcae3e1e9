from rest_framework import status, viewsets
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response

from models import Membership, User
from serializers import MembershipSerializer


class MembershipViewSet(viewsets.ViewSet):
    """
    Memberships of the sports club.

    list      -> the caller's own membership
    create    -> register a membership for the caller
    retrieve  -> one membership
    mates     -> everybody in the caller's club
    """

    permission_classes = [IsAuthenticated]

    def list(self, request):
        membership = Membership.objects.filter(user=request.user).first()
        data = MembershipSerializer(membership).data if membership else None
        return Response({"membership": data})

    def create(self, request):
        if Membership.objects.filter(user=request.user).exists():
            return Response({"detail": "Already a member"}, status=status.HTTP_409_CONFLICT)
        values = request.data.dict() if hasattr(request.data, "dict") else dict(request.data)
        values.pop("user", None)
        membership = Membership.objects.create(user=request.user, **values)
        return Response(MembershipSerializer(membership).data, status=status.HTTP_201_CREATED)

    def retrieve(self, request, pk=None):
        membership = Membership.objects.filter(pk=pk).first()
        if membership is None:
            return Response({"detail": "Not found"}, status=status.HTTP_404_NOT_FOUND)
        return Response(MembershipSerializer(membership).data)

    @action(detail=False, methods=["get"])
    def mates(self, request):
        mates = User.objects.filter(club=request.user.club).order_by("last_name")[:200]
        people = list(mates.values())
        return Response({"count": len(people), "people": people})
