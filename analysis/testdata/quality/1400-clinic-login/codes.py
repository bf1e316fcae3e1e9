import secrets

from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.utils.crypto import constant_time_compare


class CodeBook:
    digits = 6
    seconds = 300
    max_tries = 5

    def _key(self, user_id):
        return f"login-code-{user_id}"

    def issue(self, user):
        code = str(secrets.randbelow(10 ** self.digits)).zfill(self.digits)
        cache.set(self._key(user.pk), code, self.seconds)
        cache.set(self._key(user.pk) + "-tries", 0, self.seconds)
        return code

    def redeem(self, user_id, given):
        key = self._key(user_id)
        expected = cache.get(key)
        if expected is None:
            return None
        if cache.incr(key + "-tries") > self.max_tries:
            cache.delete(key)
            return None
        if not constant_time_compare(given, expected):
            return None
        cache.delete(key)
        return get_user_model().objects.get(pk=user_id)
