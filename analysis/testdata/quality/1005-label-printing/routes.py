from functools import wraps
import hmac
import logging
import os

from flask import Blueprint, abort, jsonify, request

from printing import LabelPrinter, PrintError

labels = Blueprint("labels", __name__, url_prefix="/labels")
logger = logging.getLogger("labels")

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
    sku = str(data["sku"]).replace("^", "").replace("~", "")
    printer = LabelPrinter(data.get("printer", "zebra-01"), copies=int(data.get("copies", 1)))
    try:
        job = printer.print(ZPL.format(sku=sku))
    except PrintError:
        logger.exception("print failed")
        return jsonify(error="printer did not accept the job"), 502
    return jsonify(job=job), 201
