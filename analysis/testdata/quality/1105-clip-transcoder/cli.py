import argparse
import logging
import subprocess
import sys
from pathlib import Path

from transcoder import ClipJob, Transcoder


def build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Transcode lecture clips for the course site")
    parser.add_argument("sources", nargs="+")
    parser.add_argument("--title", default="Lecture")
    parser.add_argument("--width", type=int, default=1280)
    parser.add_argument("--gif", action="store_true")
    return parser


def main() -> int:
    logging.basicConfig(level=logging.INFO)
    args = build_parser().parse_args()
    out_dir = Path.home() / "clips"
    out_dir.mkdir(parents=True, exist_ok=True)
    transcoder = Transcoder(out_dir)
    failed = 0
    for index, source in enumerate(args.sources, 1):
        job = ClipJob(source=source, title=f"{args.title} {index}", width=args.width, gif=args.gif)
        try:
            transcoder.process(job)
        except subprocess.SubprocessError:
            logging.exception("clip %d failed", index)
            failed += 1
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
