"""Input validation for the address book."""
import re

# name@host, several labels allowed on both sides
EMAIL_RE = re.compile(r"^([a-zA-Z0-9]+[._-]?)+@([a-zA-Z0-9]+[.-]?)+\.[a-z]{2,}$")
PHONE_RE = re.compile(r"^\+?[0-9 ()-]{6,20}$")
TAGS_RE = r"^(\w+\s?)*$"


def is_email(value):
    return EMAIL_RE.match(value) is not None


def is_phone(value):
    return PHONE_RE.match(value) is not None


def is_tag_list(value):
    return bool(re.match(TAGS_RE, value))
