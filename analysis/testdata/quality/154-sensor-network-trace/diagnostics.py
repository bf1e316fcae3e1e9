import asyncio
import ipaddress

from fastapi import Body, FastAPI, HTTPException

app = FastAPI()


def address(host: str) -> str:
    try:
        return str(ipaddress.IPv4Address(host.strip()))
    except ValueError:
        raise HTTPException(status_code=400, detail="An IPv4 address is needed")


async def run(program: str, *args: str) -> str:
    proc = await asyncio.create_subprocess_exec(
        program, *args, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    out, _ = await asyncio.wait_for(proc.communicate(), timeout=15)
    return out.decode(errors="replace")


async def run_shell(command: str) -> str:
    proc = await asyncio.create_subprocess_shell(command, stdout=asyncio.subprocess.PIPE)
    out, _ = await proc.communicate()
    return out.decode()


@app.post("/diagnostics/ping")
async def ping(host: str = Body(..., embed=True)):
    return {"output": (await run("ping", "-c", "2", address(host))).splitlines()}


@app.post("/diagnostics/trace")
async def trace(host: str = Body(..., embed=True), hops: int = Body(12, embed=True)):
    return {"output": await run_shell(f"traceroute -m {hops} {address(host)} | tail -n +2")}


@app.get("/diagnostics/uptime")
async def uptime():
    return {"uptime": await run_shell("uptime -p")}
