"""Tools the on-call assistant can use."""
import subprocess
from pathlib import Path

RUNBOOKS = Path("/srv/runbooks").resolve()
SERVICES = {"api": "acme-api", "worker": "acme-worker", "edge": "nginx"}


def check_service(name: str) -> str:
    """Show systemd status of a service."""
    unit = SERVICES.get(name)
    if unit is None:
        return "unknown service"
    out = subprocess.run(["systemctl", "status", unit, "--no-pager", "--lines=40"],
                         capture_output=True, text=True, timeout=20)
    return out.stdout


def read_runbook(title: str) -> str:
    """Return the runbook with this title."""
    path = (RUNBOOKS / f"{title}.md").resolve()
    if not path.is_relative_to(RUNBOOKS) or not path.is_file():
        return "no such runbook"
    with path.open(encoding="utf-8") as fh:
        return fh.read(8000)


REGISTRY = {"check_service": check_service, "read_runbook": read_runbook}

SCHEMAS = [
    {
        "type": "function",
        "function": {
            "name": "check_service",
            "description": "Status of a service",
            "parameters": {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]},
        },
    },
    {
        "type": "function",
        "function": {
            "name": "read_runbook",
            "description": "Read a runbook",
            "parameters": {"type": "object", "properties": {"title": {"type": "string"}}, "required": ["title"]},
        },
    },
]
