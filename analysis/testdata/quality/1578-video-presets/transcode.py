#!/usr/bin/env python3
"""Transcodes the school's videos with ffmpeg.

    transcode.py lessons/*.mov --preset tablet --title "Biology 7b" --out converted/
"""
from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Preset:
    height: int
    crf: int
    audio: str

    def options(self) -> list[str]:
        return ["-vf", f"scale=-2:{self.height}", "-c:v", "libx264", "-crf", str(self.crf), "-c:a", "aac",
                "-b:a", self.audio]


PRESETS = {
    "phone": Preset(480, 28, "96k"),
    "tablet": Preset(720, 25, "128k"),
    "beamer": Preset(1080, 22, "192k"),
}


def video_file(text: str) -> Path:
    """An existing file as an absolute path, so that its name cannot be taken for an option or a protocol."""
    path = Path(text).resolve()
    if not path.is_file():
        raise argparse.ArgumentTypeError("there is no such file")
    if path.suffix.lower() not in {".mov", ".mp4", ".mkv", ".avi"}:
        raise argparse.ArgumentTypeError("not a video")
    return path


def duration(ffprobe: str, path: Path) -> float:
    done = subprocess.run(
        [ffprobe, "-v", "error", "-show_entries", "format=duration", "-of", "json", f"file:{path}"],
        check=True, capture_output=True, text=True, timeout=60,
    )
    return float(json.loads(done.stdout)["format"]["duration"])


def transcode(ffmpeg: str, source: Path, out: Path, preset: Preset, title: str | None) -> Path:
    target = out / f"{source.stem}-{preset.height}p.mp4"
    command = [ffmpeg, "-nostdin", "-v", "error", "-n", "-protocol_whitelist", "file", "-i", f"file:{source}",
               *preset.options()]
    if title:
        command += ["-metadata", f"title={title}"]
    command += ["-movflags", "+faststart", f"file:{target}"]
    subprocess.run(command, check=True, timeout=3 * 3600)
    return target


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("videos", nargs="+", type=video_file)
    parser.add_argument("--preset", choices=PRESETS, default="tablet")
    parser.add_argument("--title")
    parser.add_argument("--out", type=Path, default=Path("converted"))
    parser.add_argument("--jobs", type=int, choices=range(1, 9), default=2)
    args = parser.parse_args()

    ffmpeg, ffprobe = shutil.which("ffmpeg"), shutil.which("ffprobe")
    if not ffmpeg or not ffprobe:
        parser.error("ffmpeg and ffprobe are needed")
    out = args.out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    preset = PRESETS[args.preset]

    failed = 0
    with ThreadPoolExecutor(args.jobs) as pool:
        jobs = {source: pool.submit(transcode, ffmpeg, source, out, preset, args.title) for source in args.videos}
        for source, job in jobs.items():
            try:
                target = job.result()
                print(f"{source.name}: {duration(ffprobe, target):.0f} s")
            except (subprocess.SubprocessError, KeyError, ValueError) as exc:
                failed += 1
                print(f"{source.name}: {type(exc).__name__}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
