from django.contrib.auth import get_user_model
from django.forms.models import model_to_dict
from rest_framework import permissions, status
from rest_framework.decorators import api_view, permission_classes
from rest_framework.response import Response
from rest_framework.views import APIView

from services import apply_changes

User = get_user_model()


class ProfileView(APIView):
    """
    GET   /api/profile/  -> the profile of the member who is logged in
    PATCH /api/profile/  -> change it
    """

    permission_classes = [permissions.IsAuthenticated]

    def get(self, request):
        user = request.user
        return Response({"username": user.username, "email": user.email, "first_name": user.first_name})

    def patch(self, request):
        changed = apply_changes(request.user, request.data)
        return Response({"changed": changed}, status=status.HTTP_200_OK)


@api_view(["GET"])
@permission_classes([permissions.IsAuthenticated])
def member_detail(request, username):
    """Public card of another member, shown in the mobile app."""
    member = User.objects.filter(username=username, is_active=True).first()
    if member is None:
        return Response({"detail": "No such member"}, status=status.HTTP_404_NOT_FOUND)
    card = model_to_dict(member)
    card.pop("groups", None)
    card.pop("user_permissions", None)
    return Response(card)
