from collections import deque

LOG_DIR = "/var/log/render"
SETTINGS = {"threads": 4, "memory": 8}


def tail(log, lines):
    path = "%s/%s" % (LOG_DIR, log)
    with open(path, encoding="utf-8", errors="replace") as handle:
        return list(deque(handle, maxlen=int(lines)))


def assign(key, value):
    if key not in SETTINGS:
        raise KeyError(key)
    SETTINGS[key] = eval(value, {}, dict(SETTINGS))
    return SETTINGS[key]
