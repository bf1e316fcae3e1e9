from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.generics import ListAPIView, RetrieveUpdateAPIView
from rest_framework.pagination import CursorPagination
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from models import Case
from permissions import IsAssignedToCase


class CaseSerializer(serializers.ModelSerializer):
    class Meta:
        model = Case
        fields = ("id", "reference", "title", "summary", "closed")
        read_only_fields = ("reference", "closed")


class CasePagination(CursorPagination):
    page_size = 25
    ordering = "-id"


class MyCases(ListAPIView):
    serializer_class = CaseSerializer
    permission_classes = [IsAuthenticated]
    pagination_class = CasePagination

    def get_queryset(self):
        return Case.objects.filter(members=self.request.user)


class CaseDetail(RetrieveUpdateAPIView):
    # Object access is decided by IsAssignedToCase through get_object().
    queryset = Case.objects.all()
    serializer_class = CaseSerializer
    permission_classes = [IsAssignedToCase]


class CloseCase(APIView):
    permission_classes = [IsAssignedToCase]

    def post(self, request, pk):
        case = get_object_or_404(Case, pk=pk)
        self.check_object_permissions(request, case)
        case.closed = True
        case.save(update_fields=["closed"])
        return Response(CaseSerializer(case).data)
