from django.contrib.auth import get_user_model
from django.shortcuts import get_object_or_404
from rest_framework.decorators import api_view, permission_classes
from rest_framework.permissions import AllowAny, IsAdminUser, IsAuthenticated
from rest_framework.response import Response

from models import Grade
from serializers import GradeSerializer, TeacherSerializer


@api_view(["GET"])
@permission_classes([IsAuthenticated])
def teachers(request):
    """Contact list of all teachers."""
    staff = get_user_model().objects.filter(is_staff=True).order_by("last_name")[:100]
    return Response(TeacherSerializer(staff, many=True).data)


@api_view(["GET", "PATCH"])
@permission_classes([IsAuthenticated])
def grade_detail(request, pk):
    grade = get_object_or_404(Grade, pk=pk)
    if request.method == "PATCH":
        serializer = GradeSerializer(grade, data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        serializer.save()
        return Response(serializer.data)
    return Response(GradeSerializer(grade).data)


@api_view(["DELETE"])
@permission_classes([AllowAny])
def remove_pupil(request, pk):
    pupil = get_object_or_404(get_user_model(), pk=pk, is_staff=False)
    pupil.delete()
    return Response(status=204)


@api_view(["POST"])
@permission_classes([IsAdminUser])
def publish_term(request):
    updated = Grade.objects.filter(comment="").update(comment="published")
    return Response({"published": updated})
