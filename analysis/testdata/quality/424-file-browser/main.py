"""Read-only file browser for the export folder."""
import os
import re
from datetime import date
from pathlib import Path
from typing import Annotated

import aiofiles
from fastapi import APIRouter, Depends, FastAPI, HTTPException, Query
from fastapi.responses import FileResponse, PlainTextResponse

from deps import get_current_user

ROOT = Path(os.environ.get("EXPORT_ROOT", "/srv/exports")).resolve()
NAME_RE = re.compile(r"[a-z0-9_-]{1,64}")
LOGS = {"app": "/var/log/app/app.log", "worker": "/var/log/app/worker.log"}

router = APIRouter(prefix="/files", dependencies=[Depends(get_current_user)])


def contained(path: Annotated[str, Query(max_length=500)]) -> Path:
    """Resolve `path` below ROOT or refuse."""
    target = (ROOT / path).resolve()
    if not target.is_relative_to(ROOT):
        raise HTTPException(status_code=403, detail="Outside of the export folder")
    if not target.exists():
        raise HTTPException(status_code=404, detail="Not found")
    return target


def within(base: str, *parts: str) -> str | None:
    full = os.path.realpath(os.path.join(base, *parts))
    return full if full.startswith(base + os.sep) else None


@router.get("/download")
def download(target: Path = Depends(contained)):
    if target.is_dir():
        raise HTTPException(status_code=400, detail="Is a folder")
    return FileResponse(target, filename=target.name)


@router.get("/head", response_class=PlainTextResponse)
async def head(target: Path = Depends(contained), lines: int = 20):
    async with aiofiles.open(target, encoding="utf-8") as fh:
        return "".join([await fh.readline() for _ in range(min(lines, 200))])


@router.get("/daily/{day}")
def daily(day: date):
    return FileResponse(ROOT / "daily" / f"{day.isoformat()}.csv")


@router.get("/reports/{name}")
def report(name: str):
    if not NAME_RE.fullmatch(name):
        raise HTTPException(status_code=400, detail="Bad report name")
    return FileResponse(ROOT / "reports" / f"{name}.pdf")


@router.get("/logs/{service}", response_class=PlainTextResponse)
def service_log(service: str):
    path = LOGS.get(service)
    if path is None:
        raise HTTPException(status_code=404, detail="Unknown service")
    with open(path, encoding="utf-8") as fh:
        return "".join(fh.readlines()[-200:])


@router.get("/raw")
def raw(folder: str, name: str):
    path = within(str(ROOT), folder, name)
    if path is None or not os.path.isfile(path):
        raise HTTPException(status_code=404, detail="Not found")
    return FileResponse(path)


app = FastAPI()
app.include_router(router)
