from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import QuerySet

User = get_user_model()

EDITABLE = ("first_name", "last_name", "city", "email")


class ProfileService:
    def __init__(self, user: Any) -> None:
        self.user = user

    @transaction.atomic
    def update(self, changes: dict[str, Any]) -> Any:
        touched = [name for name in EDITABLE if name in changes]
        for name in touched:
            setattr(self.user, name, changes[name])
        self.user.save(update_fields=touched)
        return self.user

    def neighbours(self) -> QuerySet:
        queryset = User.objects.filter(is_active=True, city=self.user.city).exclude(pk=self.user.pk)
        return queryset.only("id", "first_name", "city")[:30]

    def deactivate(self) -> None:
        self.user.is_active = False
        self.user.save(update_fields=["is_active"])
