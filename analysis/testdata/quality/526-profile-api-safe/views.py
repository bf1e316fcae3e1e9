from django.contrib.auth import get_user_model
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from .serializers import ProfileSerializer

User = get_user_model()


class ProfileView(APIView):
    """Read and update the signed-in user's profile."""

    permission_classes = [IsAuthenticated]

    def get(self, request):
        return Response(ProfileSerializer(request.user).data)

    def patch(self, request):
        serializer = ProfileSerializer(request.user, data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        serializer.save()
        return Response(serializer.data)


class PublicProfileView(APIView):
    """What other members can see of a colleague."""

    permission_classes = [IsAuthenticated]

    def get(self, request, username):
        colleagues = User.objects.filter(groups__in=request.user.groups.all(), is_active=True)
        user = colleagues.filter(username=username).values("username", "first_name").first()
        if user is None:
            return Response({"detail": "Not found"}, status=404)
        return Response(user)
