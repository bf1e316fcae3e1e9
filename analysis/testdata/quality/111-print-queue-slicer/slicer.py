"""Thin wrapper around the slicer's command line."""
import logging
import subprocess
from dataclasses import dataclass

log = logging.getLogger("slicer")


@dataclass
class SliceJob:
    model: str
    profile: str
    infill: int = 20

    def command(self) -> str:
        return f"prusa-slicer --load profiles/{self.profile}.ini --fill-density {self.infill}% -g models/{self.model}"


class Slicer:
    def __init__(self, timeout: int = 600):
        self.timeout = timeout

    def run(self, job: SliceJob) -> int:
        cmd = job.command()
        log.info("slicing with profile %s", job.profile)
        done = subprocess.run(cmd, shell=True, capture_output=True, timeout=self.timeout)
        return done.returncode
