from rest_framework.permissions import SAFE_METHODS, BasePermission

from models import Assignment


class IsAssignedToCase(BasePermission):
    """Lawyers on the case may edit it; assistants on the case may only read."""

    message = "You are not assigned to this case."

    def has_permission(self, request, view):
        return bool(request.user and request.user.is_authenticated)

    def has_object_permission(self, request, view, obj):
        assignment = Assignment.objects.filter(case=obj, user=request.user).first()
        if assignment is None:
            return False
        return request.method in SAFE_METHODS or assignment.role == Assignment.LAWYER
