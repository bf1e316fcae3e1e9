"""Unit conversion, text statistics and a small template command line."""
import argparse
import json
import string
import sys
from collections import Counter
from pathlib import Path

FACTORS = {
    ("km", "mi"): 0.621371,
    ("kg", "lb"): 2.204623,
    ("l", "gal"): 0.264172,
}


def convert(value: float, source: str, target: str) -> float:
    """Convert a value between two units."""
    if source == target:
        return value
    if (source, target) in FACTORS:
        return value * FACTORS[source, target]
    if (target, source) in FACTORS:
        return value / FACTORS[target, source]
    raise ValueError(f"cannot convert {source} to {target}")


def word_count(path: str, top: int) -> list[tuple[str, int]]:
    """Return the most frequent words of a file."""
    with open(path, encoding="utf-8") as fh:
        words = (word.strip(string.punctuation).lower() for line in fh for word in line.split())
        return Counter(w for w in words if w).most_common(top)


def fill_template(template_path: str, data_path: str, output: str | None) -> None:
    """Fill a $-template with values of a JSON file."""
    template = string.Template(Path(template_path).read_text(encoding="utf-8"))
    values = json.loads(Path(data_path).read_text(encoding="utf-8"))
    text = template.safe_substitute(values)
    if output:
        Path(output).write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    sub = parser.add_subparsers(dest="command", required=True)
    p = sub.add_parser("convert")
    p.add_argument("value", type=float)
    p.add_argument("source")
    p.add_argument("target")
    p = sub.add_parser("words")
    p.add_argument("file")
    p.add_argument("--top", type=int, default=10)
    p = sub.add_parser("fill")
    p.add_argument("template")
    p.add_argument("data")
    p.add_argument("--output")
    args = parser.parse_args(argv)

    if args.command == "convert":
        print(f"{convert(args.value, args.source, args.target):.4f} {args.target}")
    elif args.command == "words":
        for word, count in word_count(args.file, args.top):
            print(f"{count:>6} {word}")
    else:
        fill_template(args.template, args.data, args.output)
    return 0


if __name__ == "__main__":
    sys.exit(main())
