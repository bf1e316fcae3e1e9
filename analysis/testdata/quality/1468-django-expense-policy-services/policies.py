"""Who may do what with an expense claim. Views ask, services enforce."""
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import Q


@dataclass(frozen=True)
class ExpensePolicy:
    user: object

    def scope(self, queryset):
        return queryset.filter(Q(author=self.user) | Q(department__head=self.user))

    def can_edit(self, claim) -> bool:
        return claim.author_id == self.user.pk and claim.status == "draft"

    def can_approve(self, claim) -> bool:
        return (
            claim.status == "submitted"
            and claim.department.head_id == self.user.pk
            and claim.author_id != self.user.pk
        )

    def authorize(self, action: str, claim) -> None:
        allowed = {"edit": self.can_edit, "approve": self.can_approve}[action](claim)
        if not allowed:
            raise PermissionDenied
