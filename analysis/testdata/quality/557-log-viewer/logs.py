"""Log viewer endpoints for the admin panel."""
import os
import re

from fastapi import APIRouter, HTTPException, Query

router = APIRouter(prefix="/admin/logs", tags=["admin"])

LOG_DIR = "/var/log/app"


def read_lines(name: str) -> list[str]:
    path = f"{LOG_DIR}/{name}"
    if not os.path.isfile(path):
        raise HTTPException(status_code=404, detail="Log not found")
    with open(path, encoding="utf-8", errors="replace") as fh:
        return fh.readlines()


@router.get("")
def list_logs():
    return {"logs": sorted(f for f in os.listdir(LOG_DIR) if f.endswith(".log"))}


@router.get("/view")
def view_log(name: str, lines: int = Query(200, le=2000)):
    return {"lines": read_lines(name)[-lines:]}


@router.get("/search")
def search_log(name: str, pattern: str, ignore_case: bool = True):
    flags = re.IGNORECASE if ignore_case else 0
    try:
        regex = re.compile(pattern, flags)
    except re.error:
        raise HTTPException(status_code=400, detail="Invalid pattern")
    matches = [line.rstrip() for line in read_lines(name) if regex.search(line)]
    return {"count": len(matches), "matches": matches[:500]}
