from django.shortcuts import get_object_or_404
from rest_framework import status, viewsets
from rest_framework.decorators import action, api_view, permission_classes
from rest_framework.pagination import PageNumberPagination
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response

from models import Membership, Project
from serializers import MembershipSerializer, ProjectSerializer, ProjectSettingsSerializer


class SmallPages(PageNumberPagination):
    page_size = 50


class ProjectViewSet(viewsets.ModelViewSet):
    serializer_class = ProjectSerializer
    permission_classes = [IsAuthenticated]
    pagination_class = SmallPages

    def get_queryset(self):
        return Project.objects.filter(owner=self.request.user).order_by("name")

    def perform_create(self, serializer):
        serializer.save(owner=self.request.user)

    @action(detail=True, methods=["get"])
    def members(self, request, pk=None):
        """List the members of a project."""
        project = self.get_object()
        members = project.members.select_related("user")[:200]
        return Response(MembershipSerializer(members, many=True).data)

    @action(detail=True, methods=["post"])
    def settings(self, request, pk=None):
        """Update the project's settings."""
        project = self.get_object()
        serializer = ProjectSettingsSerializer(project, data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        serializer.save()
        return Response(ProjectSerializer(project).data)


@api_view(["DELETE"])
@permission_classes([IsAuthenticated])
def remove_member(request, membership_id):
    membership = get_object_or_404(
        Membership, pk=membership_id, project__owner=request.user
    )
    membership.delete()
    return Response(status=status.HTTP_204_NO_CONTENT)
