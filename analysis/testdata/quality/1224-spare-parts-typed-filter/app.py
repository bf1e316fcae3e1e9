import hmac
import os
from functools import wraps

from flask import Flask, jsonify, request

from parts_service import PartsService

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 64 * 1024
service = PartsService()


def workshop_only(view):
    @wraps(view)
    def wrapper(*args, **kwargs):
        token = request.headers.get("X-Workshop-Token", "")
        if not hmac.compare_digest(token.encode(), os.environ["WORKSHOP_TOKEN"].encode()):
            return jsonify(error="unauthorized"), 401
        return view(*args, **kwargs)

    return wrapper


@app.post("/parts/search")
@workshop_only
def search_parts():
    criteria = request.get_json(silent=True) or {}
    try:
        return jsonify(parts=service.find(criteria))
    except (TypeError, ValueError):
        return jsonify(error="invalid search"), 400


@app.get("/parts/numbers")
@workshop_only
def part_numbers():
    return jsonify(numbers=service.numbers_matching(request.args.get("text", "")))


@app.post("/parts/<number>/reserve")
@workshop_only
def reserve_part(number):
    try:
        amount = int(request.get_json()["amount"])
        if amount < 1:
            raise ValueError
        service.reserve(number, amount)
    except (KeyError, TypeError, ValueError):
        return jsonify(error="amount must be a positive number"), 400
    except LookupError:
        app.logger.info("reservation refused")
        return jsonify(error="Reservation failed"), 409
    return jsonify(reserved=True)
