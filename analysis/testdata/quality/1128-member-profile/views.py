from rest_framework import status
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from profile_service import ProfileService
from serializers import NeighbourSerializer, ProfileSerializer


class ProfileView(APIView):
    permission_classes = [IsAuthenticated]

    def get(self, request: Request) -> Response:
        return Response(ProfileSerializer(request.user).data)

    def patch(self, request: Request) -> Response:
        serializer = ProfileSerializer(request.user, data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        user = ProfileService(request.user).update(serializer.validated_data)
        return Response(ProfileSerializer(user).data)

    def delete(self, request: Request) -> Response:
        ProfileService(request.user).deactivate()
        return Response(status=status.HTTP_204_NO_CONTENT)


class NeighbourView(APIView):
    permission_classes = [IsAuthenticated]

    def get(self, request: Request) -> Response:
        members = ProfileService(request.user).neighbours()
        return Response({"members": NeighbourSerializer(members, many=True).data})
