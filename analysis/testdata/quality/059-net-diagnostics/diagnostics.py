"""Network diagnostics for the operations dashboard."""
import subprocess
from dataclasses import dataclass


@dataclass
class CommandResult:
    """Output of a command."""

    command: str
    output: str
    ok: bool


class DiagnosticsService:
    """Runs ping, traceroute and DNS look-ups."""

    TOOLS = {
        "ping": "ping -c {count} {host}",
        "trace": "traceroute -m {count} {host}",
    }

    def __init__(self, timeout=20):
        self.timeout = timeout

    def run_tool(self, tool, host, count=4):
        """Run one of the tools against a host."""
        template = self.TOOLS.get(tool)
        if template is None:
            raise ValueError("unknown tool")
        return self._execute(template.format(host=host, count=count))

    def _execute(self, command):
        try:
            output = subprocess.check_output(
                command, shell=True, stderr=subprocess.STDOUT, timeout=self.timeout, text=True
            )
            return CommandResult(command, output, True)
        except subprocess.CalledProcessError as exc:
            return CommandResult(command, exc.output, False)

    async def resolve(self, name, record_type="A"):
        """Resolve a name with dig."""
        import asyncio

        process = await asyncio.create_subprocess_shell(
            f"dig +short {name} {record_type}",
            stdout=asyncio.subprocess.PIPE,
        )
        stdout, _ = await process.communicate()
        return stdout.decode().split()
