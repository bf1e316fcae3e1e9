import requests
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from rest_framework import permissions, status
from rest_framework.response import Response
from rest_framework.views import APIView

User = get_user_model()
MAX_AVATAR = 1_000_000


class AvatarFromUrl(APIView):
    permission_classes = [permissions.IsAuthenticated]

    def post(self, request):
        source = request.data.get("url", "")
        with requests.get(source, timeout=5, stream=True) as resp:
            picture = resp.raw.read(MAX_AVATAR)
        request.user.avatar.save(f"{request.user.pk}.png", ContentFile(picture))
        return Response(status=status.HTTP_204_NO_CONTENT)


class StaffList(APIView):
    """People of the company, for the staff picker in the intranet."""

    permission_classes = [permissions.IsAuthenticated]

    def get(self, request):
        people = User.objects.filter(is_active=True).values()[:200]
        return Response(list(people))

    def post(self, request):
        if not request.user.is_staff:
            return Response(status=status.HTTP_403_FORBIDDEN)
        user = User.objects.create(**request.data)
        return Response({"id": user.pk}, status=status.HTTP_201_CREATED)


class MyAccount(APIView):
    permission_classes = [permissions.IsAuthenticated]

    def patch(self, request):
        changes = request.data.dict() if hasattr(request.data, "dict") else dict(request.data)
        User.objects.filter(pk=request.user.pk).update(**changes)
        return Response(status=status.HTTP_204_NO_CONTENT)
