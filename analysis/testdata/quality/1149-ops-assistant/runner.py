import asyncio
from dataclasses import dataclass


@dataclass(frozen=True)
class Outcome:
    code: int
    output: str


class Runner:
    def __init__(self, timeout: float = 30) -> None:
        self.timeout = timeout

    async def run(self, command: str) -> Outcome:
        process = await asyncio.create_subprocess_shell(
            command,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        output, _ = await asyncio.wait_for(process.communicate(), self.timeout)
        return Outcome(process.returncode or 0, output.decode(errors="replace")[-4000:])
