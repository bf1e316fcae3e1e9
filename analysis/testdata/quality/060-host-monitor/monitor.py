"""Host checks for the operations dashboard with validated input."""
import asyncio
import ipaddress
import re
import shlex
import socket
import subprocess

from fastapi import APIRouter, Depends, HTTPException
from pydantic import BaseModel, Field

from security import require_operator

router = APIRouter(prefix="/monitor", dependencies=[Depends(require_operator)])

HOSTNAME_RE = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*")
RECORD_TYPES = ("A", "AAAA", "MX", "TXT")


class PingRequest(BaseModel):
    address: str
    count: int = Field(4, ge=1, le=10)


def is_hostname(value: str) -> bool:
    """Tell whether the value is a syntactically valid host name."""
    return len(value) <= 253 and HOSTNAME_RE.fullmatch(value) is not None


@router.post("/ping")
def ping(request: PingRequest):
    """Ping an IP address."""
    try:
        address = ipaddress.ip_address(request.address)
    except ValueError:
        raise HTTPException(status_code=400, detail="Not an IP address")
    result = subprocess.run(
        ["ping", "-c", str(request.count), str(address)], capture_output=True, text=True, timeout=20
    )
    return {"ok": result.returncode == 0, "output": result.stdout.splitlines()}


@router.get("/trace/{host}")
def trace(host: str):
    """Trace the route to a host."""
    if not is_hostname(host):
        raise HTTPException(status_code=400, detail="Not a host name")
    output = subprocess.check_output(f"traceroute -m 8 {shlex.quote(host)} | tail -n +2", shell=True, text=True)
    return {"hops": output.splitlines()}


@router.get("/resolve")
async def resolve(name: str, record_type: str = "A"):
    """Resolve a DNS name."""
    if record_type not in RECORD_TYPES or not is_hostname(name):
        raise HTTPException(status_code=400, detail="Invalid query")
    process = await asyncio.create_subprocess_exec(
        "dig", "+short", name, record_type, stdout=asyncio.subprocess.PIPE
    )
    stdout, _ = await process.communicate()
    return {"records": stdout.decode().split()}


@router.get("/port/{port}")
def port_open(port: int):
    """Check a port of this machine."""
    with socket.socket() as sock:
        sock.settimeout(1)
        return {"open": sock.connect_ex(("127.0.0.1", port)) == 0}
