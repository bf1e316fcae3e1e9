import logging
import traceback

from fastapi import FastAPI, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse

from catalogue import PartsCatalogue

logger = logging.getLogger("parts")
app = FastAPI(title="Spare parts")
catalogue = PartsCatalogue()


@app.exception_handler(Exception)
async def on_error(request: Request, exc: Exception):
    logger.error("unhandled error", exc_info=exc)
    details = {"error": str(exc), "trace": traceback.format_exception(exc)}
    return JSONResponse(status_code=500, content=details)


@app.get("/parts/{number}")
def get_part(number: str):
    part = catalogue.part(number)
    if part is None:
        logger.warning("no such part: " + number)
        raise HTTPException(404, "No such part")
    return part


@app.get("/parts")
def list_parts(group: str, maker: str | None = None):
    return catalogue.in_group(group, maker)


@app.get("/label", response_class=HTMLResponse)
def shelf_label(number: str, note: str = Query("", max_length=80)):
    """A small page the store keeper prints and sticks on the shelf."""
    part = catalogue.part(number)
    if part is None:
        raise HTTPException(404, "No such part")
    lines = ["<h1>%s</h1>" % part["number"], "<p>%s</p>" % part["name"]]
    if note:
        lines.append("<p><em>" + note + "</em></p>")
    return HTMLResponse("".join(lines))
