import hmac
import os
import traceback

from fastapi import Depends, FastAPI, Header, HTTPException, Request
from fastapi.responses import JSONResponse

from directory import SchoolDirectory


def staff_only(x_staff_key: str = Header()):
    if not hmac.compare_digest(x_staff_key.encode(), os.environ["STAFF_KEY"].encode()):
        raise HTTPException(status_code=401, detail="Staff only")


app = FastAPI(title="Who is who", dependencies=[Depends(staff_only)])
directory = SchoolDirectory()


@app.exception_handler(Exception)
async def show_error(request: Request, exc: Exception):
    details = traceback.format_exc()
    return JSONResponse(status_code=500, content={"error": type(exc).__name__, "details": details})


@app.get("/people")
def people(name: str, group: str | None = None):
    results = directory.search(name, group)
    return {"count": len(results), "people": results}


@app.get("/health")
def health():
    return {"status": "ok"}
