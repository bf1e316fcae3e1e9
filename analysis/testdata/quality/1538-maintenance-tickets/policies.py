"""Who may do what with a ticket: one object, used by every endpoint."""
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import BasePermission


class TicketPolicy:
    def __init__(self, user):
        self.user = user

    @property
    def is_janitor(self):
        return self.user.groups.filter(name="janitors").exists()

    def scope(self, tickets):
        """Tenants see the tickets of their own flat, janitors those of their houses."""
        if self.is_janitor:
            return tickets.filter(flat__house__janitor=self.user)
        return tickets.filter(flat__tenants=self.user)

    def require_change(self, ticket):
        if ticket.reporter_id != self.user.pk and not self.is_janitor:
            raise PermissionDenied

    def require_close(self, ticket):
        if not self.is_janitor or ticket.flat.house.janitor_id != self.user.pk:
            raise PermissionDenied


class IsResident(BasePermission):
    def has_permission(self, request, view):
        return bool(request.user and request.user.is_authenticated and request.user.is_active)
