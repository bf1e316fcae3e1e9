import hashlib


def hash_pin(pin: str) -> str:
    return hashlib.sha256(pin.encode("utf-8")).hexdigest()


def pin_matches(pin: str, stored: str) -> bool:
    return hash_pin(pin) == stored
