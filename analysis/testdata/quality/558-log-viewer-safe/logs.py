"""Log viewer endpoints for the admin panel."""
import re
from collections import deque
from itertools import islice
from pathlib import Path
from typing import Iterator

from fastapi import APIRouter, Depends, HTTPException, Query

from security import require_admin

router = APIRouter(prefix="/admin/logs", tags=["admin"], dependencies=[Depends(require_admin)])

LOGS = {
    "web": Path("/var/log/app/web.log"),
    "worker": Path("/var/log/app/worker.log"),
    "mail": Path("/var/log/app/mail.log"),
}


def stream_lines(name: str) -> Iterator[str]:
    path = LOGS.get(name)
    if path is None:
        raise HTTPException(status_code=404, detail="Log not found")
    with path.open(encoding="utf-8", errors="replace") as fh:
        for line in fh:
            yield line.rstrip()


@router.get("")
def list_logs():
    return {"logs": sorted(LOGS)}


@router.get("/view")
def view_log(name: str, lines: int = Query(200, ge=1, le=2000)):
    return {"lines": list(deque(stream_lines(name), maxlen=lines))}


@router.get("/search")
def search_log(name: str, text: str = Query(..., min_length=2, max_length=100), ignore_case: bool = True):
    flags = re.IGNORECASE if ignore_case else 0
    regex = re.compile(re.escape(text), flags)
    matches = list(islice((line for line in stream_lines(name) if regex.search(line)), 500))
    return {"count": len(matches), "matches": matches}
