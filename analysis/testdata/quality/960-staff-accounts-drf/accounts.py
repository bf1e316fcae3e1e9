import hashlib

import requests
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from rest_framework import permissions, status
from rest_framework.response import Response
from rest_framework.views import APIView

from serializers import MyAccountSerializer, NewPersonSerializer, PersonSerializer

User = get_user_model()
MAX_AVATAR = 1_000_000


class AvatarFromGravatar(APIView):
    permission_classes = [permissions.IsAuthenticated]

    def post(self, request):
        digest = hashlib.sha256(request.user.email.strip().lower().encode()).hexdigest()
        source = f"https://gravatar.com/avatar/{digest}.png?s=200&d=404"
        with requests.get(source, timeout=5, stream=True) as resp:
            if resp.status_code != 200:
                return Response(status=status.HTTP_404_NOT_FOUND)
            picture = resp.raw.read(MAX_AVATAR)
        request.user.avatar.save(f"{request.user.pk}.png", ContentFile(picture))
        return Response(status=status.HTTP_204_NO_CONTENT)


class StaffList(APIView):
    """People of the company, for the staff picker in the intranet."""

    permission_classes = [permissions.IsAuthenticated]

    def get(self, request):
        people = User.objects.filter(is_active=True).order_by("last_name")[:200]
        return Response(PersonSerializer(people, many=True).data)

    def post(self, request):
        if not request.user.is_staff:
            return Response(status=status.HTTP_403_FORBIDDEN)
        serializer = NewPersonSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        user = serializer.save()
        return Response({"id": user.pk}, status=status.HTTP_201_CREATED)


class MyAccount(APIView):
    permission_classes = [permissions.IsAuthenticated]

    def patch(self, request):
        serializer = MyAccountSerializer(request.user, data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        serializer.save()
        return Response(status=status.HTTP_204_NO_CONTENT)
