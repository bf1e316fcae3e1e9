#!/usr/bin/env python3
"""Runs the data pipelines that the teams drop into the shared folder."""
import importlib
import os
import sys

import yaml

SHARED = "/mnt/shared/pipelines"


class Pipeline:
    def __init__(self, name):
        self.name = name
        self.steps = []

    def load(self, path):
        with open(path) as fh:
            spec = yaml.load(fh, Loader=yaml.UnsafeLoader)
        for step in spec["steps"]:
            self.steps.append((step["module"], step["function"], step.get("options", {})))
        return self

    def run(self, data=None):
        for module_name, function_name, options in self.steps:
            module = importlib.import_module(module_name)
            data = getattr(module, function_name)(data, **options)
        return data


def acquire_lock(name):
    lock = os.path.join(SHARED, ".lock-" + os.path.basename(name))
    if os.path.exists(lock):
        sys.exit("pipeline is already running")
    with open(lock, "w") as fh:
        fh.write(str(os.getpid()))
    return lock


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: pipeline.py NAME")
    name = sys.argv[1]
    lock = acquire_lock(name)
    try:
        Pipeline(name).load(SHARED + "/" + name + ".yaml").run()
    finally:
        os.remove(lock)


if __name__ == "__main__":
    main()
