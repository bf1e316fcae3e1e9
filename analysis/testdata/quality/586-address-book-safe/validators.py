"""Input validation for the address book."""
import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

PHONE_RE = re.compile(r"\+?[0-9 ()-]{6,20}")
TAG_RE = re.compile(r"\w{1,30}")
MAX_TAGS = 10


def is_email(value):
    try:
        validate_email(value)
    except ValidationError:
        return False
    return True


def is_phone(value):
    return PHONE_RE.fullmatch(value) is not None


def is_tag_list(value):
    tags = value[:300].split()
    return len(tags) <= MAX_TAGS and all(TAG_RE.fullmatch(tag) for tag in tags)
