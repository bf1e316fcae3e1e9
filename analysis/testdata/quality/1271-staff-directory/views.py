from dataclasses import asdict

from django.contrib.auth import get_user_model
from django.shortcuts import get_object_or_404
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.serializers import ModelSerializer
from rest_framework.views import APIView

from .directory import DirectoryClient

User = get_user_model()


class ColleagueSerializer(ModelSerializer):
    class Meta:
        model = User
        fields = "__all__"


class DirectorySearch(APIView):
    permission_classes = [IsAuthenticated]

    def get(self, request):
        term = request.query_params.get("q", "")
        if len(term) < 2:
            return Response({"detail": "Type at least two letters."}, status=400)
        department = request.query_params.get("department")
        entries = DirectoryClient().search(term, department)
        return Response([asdict(e) for e in entries])


class ColleagueDetail(APIView):
    permission_classes = [IsAuthenticated]

    def get(self, request, username):
        user = get_object_or_404(User, username=username, is_active=True)
        return Response(ColleagueSerializer(user).data)
