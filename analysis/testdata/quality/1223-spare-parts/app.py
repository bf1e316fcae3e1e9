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
    return jsonify(parts=service.find(criteria))


@app.get("/parts/numbers")
@workshop_only
def part_numbers():
    pattern = request.args.get("pattern", ".")
    return jsonify(numbers=service.numbers_matching(pattern))


@app.post("/parts/<number>/reserve")
@workshop_only
def reserve_part(number):
    try:
        amount = int(request.get_json()["amount"])
        service.reserve(number, amount)
    except Exception as e:
        return jsonify(error=f"Reservation failed: {e}"), 400
    return jsonify(reserved=True)
