import random

from django.contrib.auth import get_user_model
from django.core.cache import cache


class CodeBook:
    digits = 6
    seconds = 300

    def _key(self, user_id):
        return f"login-code-{user_id}"

    def issue(self, user):
        code = str(random.randint(0, 10 ** self.digits - 1)).zfill(self.digits)
        cache.set(self._key(user.pk), code, self.seconds)
        return code

    def redeem(self, user_id, given):
        expected = cache.get(self._key(user_id))
        if expected is None or given != expected:
            return None
        cache.delete(self._key(user_id))
        return get_user_model().objects.get(pk=user_id)
