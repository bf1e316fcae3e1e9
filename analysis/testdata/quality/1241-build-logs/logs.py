import os
import re
from collections import deque

LOG_ROOT = "/var/log/builds"
FILTER_SYNTAX = re.compile(r"^(\w+[ ,]?)+$")


def log_path(project, build):
    return os.path.join(LOG_ROOT, project, build + ".log")


def tail(project, build, count=200):
    with open(log_path(project, build), encoding="utf-8", errors="replace") as handle:
        return list(deque(handle, maxlen=count))


def parse_filter(text):
    """'error, warning timeout' -> list of words"""
    if not FILTER_SYNTAX.match(text):
        return []
    return [word.lower() for word in re.split(r"[ ,]", text) if word]


def select(lines, words):
    if not words:
        return lines
    return [line for line in lines if any(word in line.lower() for word in words)]
