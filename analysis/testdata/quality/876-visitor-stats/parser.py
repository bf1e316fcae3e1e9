import re

# 203.0.113.5 - - [10/Oct/2026:13:55:36 +0000] "GET /index.html HTTP/1.1" 200 2326
LINE = re.compile(r'^(\S+) \S+ \S+ \[([^\]]+)\] "([A-Z]+) ([^ "]+) HTTP/[\d.]+" (\d{3})')
MAX_LINE = 4096


def parse(line):
    match = LINE.match(line[:MAX_LINE])
    if not match:
        return None
    return {
        "ip": match.group(1),
        "day": match.group(2)[:11],
        "path": match.group(4),
        "status": int(match.group(5)),
    }


def parse_file(path):
    """Yield one entry after the other, the log may have gigabytes."""
    with open(path, errors="replace") as fh:
        for line in fh:
            entry = parse(line)
            if entry:
                yield entry
