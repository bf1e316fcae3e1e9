import html
import logging

from fastapi import FastAPI, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse

from catalogue import PartsCatalogue

logger = logging.getLogger("parts")
app = FastAPI(title="Spare parts")
catalogue = PartsCatalogue()


@app.exception_handler(Exception)
async def on_error(request: Request, exc: Exception):
    logger.error("unhandled error", exc_info=exc)
    return JSONResponse(status_code=500, content={"error": "Something went wrong on our side."})


@app.get("/parts/{number}")
def get_part(number: str):
    part = catalogue.part(number)
    if part is None:
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
    lines = ["<h1>%s</h1>" % html.escape(part["number"]), "<p>%s</p>" % html.escape(part["name"] or "")]
    if note:
        lines.append("<p><em>" + html.escape(note) + "</em></p>")
    return HTMLResponse("".join(lines))
