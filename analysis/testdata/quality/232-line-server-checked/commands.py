import ast
import os
import subprocess
from collections import deque

LOG_DIR = "/var/log/render"
SETTINGS = {"threads": 4, "memory": 8}
JOBS = {
    "cleanup": ["find", "/var/cache/render", "-mtime", "+7", "-delete"],
    "index": ["/opt/render/bin/index", "--all"],
}


def tail(log, lines):
    name = os.path.basename(log)
    with open(os.path.join(LOG_DIR, name), encoding="utf-8", errors="replace") as handle:
        return list(deque(handle, maxlen=lines))


def assign(key, value):
    if key not in SETTINGS:
        raise KeyError(key)
    parsed = ast.literal_eval(value)
    if not isinstance(parsed, int):
        raise ValueError("numbers only")
    SETTINGS[key] = parsed
    return parsed


def run(job):
    return subprocess.run(JOBS[job], check=False, timeout=600).returncode
