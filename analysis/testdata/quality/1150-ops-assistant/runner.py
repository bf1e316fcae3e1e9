import asyncio
from dataclasses import dataclass
from enum import StrEnum


class Action(StrEnum):
    DISK = "disk"
    MEMORY = "memory"
    FAILED_UNITS = "failed-units"
    WEB_LOG = "web-log"


ARGV: dict[Action, tuple[str, ...]] = {
    Action.DISK: ("df", "-h"),
    Action.MEMORY: ("free", "-m"),
    Action.FAILED_UNITS: ("systemctl", "--failed", "--no-pager"),
    Action.WEB_LOG: ("journalctl", "-u", "nginx", "-n", "100", "--no-pager"),
}


@dataclass(frozen=True)
class Outcome:
    code: int
    output: str


class Runner:
    def __init__(self, timeout: float = 30) -> None:
        self.timeout = timeout

    async def run(self, action: Action) -> Outcome:
        process = await asyncio.create_subprocess_exec(
            *ARGV[action],
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        try:
            output, _ = await asyncio.wait_for(process.communicate(), self.timeout)
        except TimeoutError:
            process.kill()
            raise
        return Outcome(process.returncode or 0, output.decode(errors="replace")[-4000:])
