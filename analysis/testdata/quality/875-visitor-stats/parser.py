import re

# 203.0.113.5 - - [10/Oct/2026:13:55:36 +0000] "GET /index.html HTTP/1.1" 200 2326
LINE = re.compile(r'^(\S+) (\S+ )*\[([^\]]+)\] "([A-Z]+) (([^ ]+)+) HTTP/[\d.]+" (\d{3})')


def parse(line):
    match = LINE.match(line)
    if not match:
        return None
    return {
        "ip": match.group(1),
        "day": match.group(3)[:11],
        "path": match.group(5),
        "status": int(match.group(7)),
    }


def parse_file(path):
    with open(path) as fh:
        content = fh.read()
    return [entry for entry in map(parse, content.splitlines()) if entry]
