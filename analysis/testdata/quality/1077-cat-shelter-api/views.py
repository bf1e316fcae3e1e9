"""REST API of the cat shelter."""
from django.contrib.auth import get_user_model
from rest_framework import status
from rest_framework.decorators import api_view, permission_classes
from rest_framework.permissions import AllowAny, IsAdminUser, IsAuthenticated
from rest_framework.response import Response

from .models import AdoptionRequest, Cat

User = get_user_model()


@api_view(["GET"])
@permission_classes([AllowAny])
def cat_list(request):
    cats = Cat.objects.filter(adopted=False).values("id", "name", "age", "story")[:100]
    return Response(list(cats))


@api_view(["POST"])
@permission_classes([IsAuthenticated])
def request_adoption(request):
    """Create an adoption request for the logged-in user."""
    payload = request.data.dict() if hasattr(request.data, "dict") else dict(request.data)
    payload["applicant_id"] = request.user.pk
    adoption = AdoptionRequest.objects.create(**payload)
    return Response({"id": adoption.pk}, status=status.HTTP_201_CREATED)


@api_view(["GET"])
@permission_classes([IsAdminUser])
def volunteers(request):
    people = User.objects.filter(groups__name="volunteers").values()
    return Response(list(people[:200]))


@api_view(["POST"])
@permission_classes([IsAdminUser])
def approve(request, pk):
    AdoptionRequest.objects.filter(pk=pk).update(approved=True, reviewer=request.user)
    return Response({"approved": pk})


@api_view(["DELETE"])
@permission_classes([AllowAny])
def remove_cat(request, pk):
    deleted, _ = Cat.objects.filter(pk=pk).delete()
    if not deleted:
        return Response(status=status.HTTP_404_NOT_FOUND)
    return Response(status=status.HTTP_204_NO_CONTENT)
