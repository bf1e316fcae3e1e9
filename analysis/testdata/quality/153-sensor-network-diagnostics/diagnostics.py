import asyncio
from typing import Callable

from fastapi import Body, FastAPI

app = FastAPI()

Check = Callable[[str], str]


def ping_command(host: str) -> str:
    return f"ping -c 2 -W 1 {host}"


def dns_command(host: str) -> str:
    return "dig +short " + host


CHECKS: dict[str, Check] = {"ping": ping_command, "dns": dns_command}


async def run_shell(command: str) -> str:
    proc = await asyncio.create_subprocess_shell(
        command,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    out, _ = await asyncio.wait_for(proc.communicate(), timeout=15)
    return out.decode(errors="replace")


@app.post("/diagnostics/{check}")
async def diagnose(check: str, host: str = Body(..., embed=True)):
    build = CHECKS.get(check, ping_command)
    output = await run_shell(build(host.strip()))
    return {"check": check, "output": output.splitlines()}
