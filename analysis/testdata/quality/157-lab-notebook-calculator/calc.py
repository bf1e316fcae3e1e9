#!/usr/bin/env python3
"""Interactive dilution calculator for the bench."""
import math
import readline  # noqa: F401  line editing for input()
import subprocess
import sys

HISTORY = []
NAMES = {k: getattr(math, k) for k in ("log10", "sqrt", "pi", "exp")}


def evaluate(expression, **extra):
    scope = {**NAMES, **extra, "_": HISTORY[-1] if HISTORY else 0}
    return eval(expression, scope)


def show_manual(topic):
    subprocess.call(f"man -k {topic} | head -20", shell=True)


def repl():
    print("Enter an expression, 'help <topic>' or 'quit'.")
    while True:
        try:
            line = input("> ").strip()
        except EOFError:
            break
        match line.split(maxsplit=1):
            case []:
                continue
            case ["quit"]:
                break
            case ["help", topic]:
                show_manual(topic)
            case _:
                try:
                    value = evaluate(line, c0=1.0)
                except Exception as exc:
                    print("error:", exc)
                    continue
                HISTORY.append(value)
                print(value)


if __name__ == "__main__":
    sys.exit(repl())
