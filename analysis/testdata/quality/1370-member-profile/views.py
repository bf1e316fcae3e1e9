from django.contrib.auth import get_user_model
from rest_framework import permissions, serializers, status
from rest_framework.decorators import api_view, permission_classes
from rest_framework.response import Response
from rest_framework.views import APIView

User = get_user_model()


class ProfileSerializer(serializers.ModelSerializer):
    class Meta:
        model = User
        fields = ["username", "email", "first_name", "last_name"]
        read_only_fields = ["username"]


class MemberCardSerializer(serializers.ModelSerializer):
    class Meta:
        model = User
        fields = ["username", "first_name", "date_joined"]


class ProfileView(APIView):
    """
    GET   /api/profile/  -> the profile of the member who is logged in
    PATCH /api/profile/  -> change it
    """

    permission_classes = [permissions.IsAuthenticated]

    def get(self, request):
        return Response(ProfileSerializer(request.user).data)

    def patch(self, request):
        serializer = ProfileSerializer(request.user, data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        serializer.save()
        return Response(serializer.data, status=status.HTTP_200_OK)


@api_view(["GET"])
@permission_classes([permissions.IsAuthenticated])
def member_detail(request, username):
    """Public card of another member, shown in the mobile app."""
    member = User.objects.filter(username=username, is_active=True).first()
    if member is None:
        return Response({"detail": "No such member"}, status=status.HTTP_404_NOT_FOUND)
    return Response(MemberCardSerializer(member).data)
