"""One-time codes kept in memory."""
import secrets
import time


class OTPService:
    """Issues and checks one-time codes."""

    def __init__(self, sender, ttl=300):
        self.sender = sender
        self.ttl = ttl
        self._codes = {}

    def send(self, phone):
        """Send a new code to a phone number."""
        code = str(secrets.randbelow(900000) + 100000)
        self._codes[phone] = (code, time.time() + self.ttl)
        print(f"[OTP] {phone}: {code}")
        self.sender.send_sms(phone, f"Your login code is {code}")

    def check(self, phone, code):
        """Check a code and remove it when it was right."""
        stored = self._codes.get(phone)
        if stored is None:
            return False
        expected, expires = stored
        if time.time() > expires:
            del self._codes[phone]
            return False
        if secrets.compare_digest(expected, code):
            del self._codes[phone]
            return True
        return False
