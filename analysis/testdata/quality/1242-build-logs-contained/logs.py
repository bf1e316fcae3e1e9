import re
from collections import deque
from pathlib import Path

LOG_ROOT = Path("/var/log/builds").resolve()
FILTER_SYNTAX = re.compile(r"^[\w ,]{1,200}$")


class NoSuchBuild(Exception):
    pass


def log_path(project, build):
    path = (LOG_ROOT / project / f"{build}.log").resolve()
    if not path.is_relative_to(LOG_ROOT):
        raise NoSuchBuild
    return path


def tail(project, build, count=200):
    try:
        with open(log_path(project, build), encoding="utf-8", errors="replace") as handle:
            return list(deque(handle, maxlen=count))
    except FileNotFoundError as exc:
        raise NoSuchBuild from exc


def parse_filter(text):
    """'error, warning timeout' -> list of words"""
    if not FILTER_SYNTAX.match(text):
        return []
    return [word.lower() for word in re.split(r"[ ,]", text) if word]


def select(lines, words):
    if not words:
        return lines
    return [line for line in lines if any(word in line.lower() for word in words)]
