"""Tools the on-call assistant can use."""
import subprocess
from pathlib import Path

RUNBOOKS = Path("/srv/runbooks").resolve()


def check_service(name: str) -> str:
    """Show systemd status of a service."""
    out = subprocess.run(f"systemctl status {name} --no-pager | head -40", shell=True,
                         capture_output=True, text=True, timeout=20)
    return out.stdout


def read_runbook(title: str) -> str:
    """Return the runbook with this title."""
    path = RUNBOOKS / f"{title}.md"
    return path.read_text()[:8000]


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
