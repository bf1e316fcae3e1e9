from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

User = get_user_model()


class ProfileService:
    def __init__(self, user: Any) -> None:
        self.user = user

    @transaction.atomic
    def update(self, changes: dict[str, Any]) -> Any:
        for name, value in changes.items():
            if hasattr(self.user, name):
                setattr(self.user, name, value)
        self.user.save()
        return self.user

    def neighbours(self) -> list[dict[str, Any]]:
        queryset = User.objects.filter(is_active=True, city=self.user.city).exclude(pk=self.user.pk)
        return list(queryset.values()[:30])

    def deactivate(self) -> None:
        self.user.is_active = False
        self.user.save(update_fields=["is_active"])
