#!/usr/bin/env python3
"""Runs the data pipelines that the teams drop into the shared folder."""
import os
import sys
from pathlib import Path

import yaml

import steps

SHARED = Path("/mnt/shared/pipelines")
STEPS = {
    "read_orders": steps.read_orders,
    "drop_duplicates": steps.drop_duplicates,
    "write_summary": steps.write_summary,
}


class PipelineError(Exception):
    pass


class Pipeline:
    def __init__(self, name):
        self.name = name
        self.steps = []

    def load(self, path):
        with open(path, encoding="utf-8") as fh:
            spec = yaml.safe_load(fh)
        for step in spec["steps"]:
            if step["use"] not in STEPS:
                raise PipelineError("unknown step")
            self.steps.append((STEPS[step["use"]], step.get("options", {})))
        return self

    def run(self, data=None):
        for function, options in self.steps:
            data = function(data, **options)
        return data


def acquire_lock(name):
    lock = SHARED / f".lock-{name}"
    try:
        fd = os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        raise PipelineError("pipeline is already running")
    with os.fdopen(fd, "w") as fh:
        fh.write(str(os.getpid()))
    return lock


def main():
    available = {p.stem: p for p in SHARED.glob("*.yaml")}
    if len(sys.argv) != 2 or sys.argv[1] not in available:
        print("usage: pipeline.py", "|".join(sorted(available)), file=sys.stderr)
        return 2
    path = available[sys.argv[1]]
    try:
        lock = acquire_lock(path.stem)
    except PipelineError as exc:
        print(exc, file=sys.stderr)
        return 1
    try:
        Pipeline(path.stem).load(path).run()
    finally:
        os.remove(lock)
    return 0


if __name__ == "__main__":
    sys.exit(main())
