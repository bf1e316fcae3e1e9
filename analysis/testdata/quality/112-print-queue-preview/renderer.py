"""Renders preview pictures of models with the installed tool."""
import subprocess
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

MODELS = Path("/srv/printing/models")


class View(str, Enum):
    front = "front"
    top = "top"
    side = "side"


@dataclass
class PreviewJob:
    model_id: int
    view: View
    width: int = 640

    def argv(self) -> list[str]:
        return [
            "openscad",
            "--imgsize", f"{self.width},{self.width}",
            "--view", self.view.value,
            "-o", str(MODELS / f"{self.model_id}.png"),
            str(MODELS / f"{self.model_id}.scad"),
        ]


def render(job: PreviewJob) -> bool:
    done = subprocess.run(job.argv(), capture_output=True, timeout=120, check=False)
    return done.returncode == 0


def disk_usage() -> str:
    out = subprocess.check_output("df -h /srv/printing | tail -1", shell=True, text=True, timeout=5)
    return out.split()[4]
