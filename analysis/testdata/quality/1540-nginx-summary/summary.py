#!/usr/bin/env python3
"""Summarise nginx access logs: slowest paths, status codes, top clients.

    summary.py /var/log/nginx/access.log* --top 20 --only "/api/"
"""
from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

# Every part excludes its own delimiter, so a line is matched in one pass.
LINE = re.compile(
    r'(?P<ip>[0-9a-f.:]{3,45}) - [^ ]+ \[[^\]]+\] "(?P<method>[A-Z]{3,8}) (?P<path>[^ "?]+)(?:[ ?][^"]*)?" '
    r"(?P<status>\d{3}) (?P<size>\d+|-) (?P<seconds>\d+\.\d+)"
)
MAX_LINE = 8192
MAX_PATHS = 50_000


def open_log(path: Path) -> TextIO:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8", errors="replace")
    return path.open(encoding="utf-8", errors="replace")


def records(paths: list[Path]) -> Iterator[re.Match[str]]:
    for path in paths:
        with open_log(path) as fh:
            while line := fh.readline(MAX_LINE):
                if match := LINE.match(line):
                    yield match


def printable(text: str) -> str:
    """Log lines are written by strangers: keep escape sequences away from the terminal."""
    return "".join(c if c.isprintable() else "?" for c in text)[:100]


class Summary:
    def __init__(self) -> None:
        self.statuses: Counter[str] = Counter()
        self.clients: Counter[str] = Counter()
        self.seconds: dict[str, float] = defaultdict(float)
        self.hits: Counter[str] = Counter()

    def add(self, match: re.Match[str]) -> None:
        path = match["path"]
        if path not in self.hits and len(self.hits) >= MAX_PATHS:
            path = "(other)"
        ip = match["ip"]
        if ip not in self.clients and len(self.clients) >= MAX_PATHS:
            ip = "(other)"
        self.statuses[match["status"]] += 1
        self.clients[ip] += 1
        self.hits[path] += 1
        self.seconds[path] += float(match["seconds"])

    def as_dict(self, top: int) -> dict:
        slow = sorted(self.hits, key=lambda p: self.seconds[p] / self.hits[p], reverse=True)[:top]
        return {
            "statuses": dict(sorted(self.statuses.items())),
            "clients": dict(self.clients.most_common(top)),
            "slowest": {printable(p): round(self.seconds[p] / self.hits[p], 3) for p in slow},
        }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("logs", nargs="+", type=Path)
    parser.add_argument("--top", type=int, default=10)
    parser.add_argument("--only", default="", help="count only paths that contain this text")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()

    wanted = re.compile(re.escape(args.only))
    summary = Summary()
    try:
        for record in records(args.logs):
            if wanted.search(record["path"]):
                summary.add(record)
    except OSError as exc:
        print(f"Cannot read the logs: {exc}", file=sys.stderr)
        return 1
    result = summary.as_dict(args.top)
    if args.json:
        json.dump(result, sys.stdout, indent=2)
        return 0
    for heading, table in result.items():
        print(f"\n{heading}")
        for key, value in table.items():
            print(f"  {value:>10}  {key}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
