"""Spare parts search service.

Exposes a small JSON API used by the workshop tablets:

* GET /api/parts          - search, filter and sort the catalogue
* GET /api/parts/summary  - stock value grouped by a chosen attribute

Configuration is read from the environment (DATABASE_URL, TABLET_API_KEY).
"""
import hmac
import logging
import os
from functools import wraps

from flask import Flask, abort, jsonify, request

from parts_repo import PartsRepository, SearchOptions

logging.basicConfig(level=logging.INFO)
logger = logging.getLogger("parts")

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 64 * 1024

repo = PartsRepository(os.environ["DATABASE_URL"])
API_KEY = os.environ["TABLET_API_KEY"]


def require_api_key(view):
    """Reject requests that do not carry the tablet API key."""

    @wraps(view)
    def wrapper(*args, **kwargs):
        supplied = request.headers.get("X-Api-Key", "")
        if not hmac.compare_digest(supplied.encode(), API_KEY.encode()):
            abort(401)
        return view(*args, **kwargs)

    return wrapper


def options_from_query() -> SearchOptions:
    """Translate the query string into a SearchOptions object."""
    return SearchOptions(
        text=request.args.get("q", "").strip()[:100],
        warehouse=request.args.get("warehouse", ""),
        sort=request.args.get("sort", "name"),
        direction=request.args.get("dir", "asc"),
        limit=max(1, min(request.args.get("limit", 50, type=int), 200)),
    )


@app.get("/api/parts")
@require_api_key
def search_parts():
    """Search the catalogue and return at most 200 rows."""
    rows = repo.search(options_from_query())
    logger.info("search returned %d rows", len(rows))
    return jsonify(rows)


@app.get("/api/parts/summary")
@require_api_key
def stock_summary():
    """Stock value per group, e.g. ?by=warehouse or ?by=supplier."""
    try:
        rows = repo.summary(request.args.get("by", "warehouse"))
    except KeyError:
        return jsonify(error="unknown grouping"), 400
    return jsonify(rows)


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=8080)
