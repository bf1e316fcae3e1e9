import hmac
import logging
import os

from fastapi import Depends, FastAPI, Header, HTTPException, Query, Request
from fastapi.responses import JSONResponse

from directory import SchoolDirectory

logger = logging.getLogger(__name__)


def staff_only(x_staff_key: str = Header()):
    if not hmac.compare_digest(x_staff_key.encode(), os.environ["STAFF_KEY"].encode()):
        raise HTTPException(status_code=401, detail="Staff only")


app = FastAPI(title="Who is who", dependencies=[Depends(staff_only)])
directory = SchoolDirectory()


@app.exception_handler(Exception)
async def show_error(request: Request, exc: Exception):
    logger.error("request failed", exc_info=exc)
    return JSONResponse(status_code=500, content={"error": "Something went wrong"})


@app.get("/people")
def people(name: str = Query(min_length=2, max_length=60), group: str | None = Query(None, max_length=20)):
    results = directory.search(name, group)
    return {"count": len(results), "people": results}


@app.get("/health")
def health():
    return {"status": "ok"}
