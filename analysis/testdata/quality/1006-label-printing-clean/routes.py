from functools import wraps
import hmac
import logging
import os
import re

from flask import Blueprint, abort, jsonify, request

from printing import LabelPrinter, PrintError

labels = Blueprint("labels", __name__, url_prefix="/labels")
logger = logging.getLogger("labels")

SKU = re.compile(r"[A-Z0-9-]{3,24}")
ZPL = (
    "^XA^CF0,40^FO40,40^FD{sku}^FS"
    "^FO40,100^BY3^BCN,120,Y,N,N^FD{sku}^FS^XZ"
)


def station_required(view):
    @wraps(view)
    def wrapper(*args, **kwargs):
        supplied = request.headers.get("X-Station-Key", "").encode()
        if not hmac.compare_digest(supplied, os.environ["STATION_KEY"].encode()):
            abort(401)
        return view(*args, **kwargs)

    return wrapper


@labels.post("/print")
@station_required
def print_label():
    data = request.get_json()
    try:
        sku = str(data["sku"])
        copies = int(data.get("copies", 1))
    except (KeyError, TypeError, ValueError):
        abort(400)
    if not SKU.fullmatch(sku):
        abort(400)
    try:
        printer = LabelPrinter(data.get("station", "dock-1"), copies=copies)
        job = printer.print(ZPL.format(sku=sku))
    except PrintError:
        logger.exception("print failed")
        return jsonify(error="printer did not accept the job"), 502
    return jsonify(job=job), 201
