"""Campaign link tracker: counts clicks, forwards visitors, previews links.

Run with:  flask --app links run
"""
import re
import sqlite3
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import requests
from flask import Blueprint, Flask, current_app, g, jsonify, redirect, request

bp = Blueprint("links", __name__)
TITLE_RE = re.compile(r"<title>([^<]{1,300})</title>", re.IGNORECASE)


def get_db() -> sqlite3.Connection:
    if "db" not in g:
        g.db = sqlite3.connect(current_app.config["DB_PATH"], timeout=5)
        g.db.row_factory = sqlite3.Row
    return g.db


def add_utm(url: str, campaign: str) -> str:
    """Append utm parameters to a link while keeping its own query string."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    query.update(utm_source="newsletter", utm_campaign=campaign)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(query), ""))


class PreviewFetcher:
    """Fetches a page and extracts what is needed for a link card."""

    headers = {"User-Agent": "campaign-preview/1.0"}

    def __init__(self, url: str):
        self.url = url

    def fetch(self) -> dict:
        response = requests.get(self.url, headers=self.headers)
        match = TITLE_RE.search(response.text)
        return {
            "url": self.url,
            "status": response.status_code,
            "title": match.group(1).strip() if match else None,
        }


@bp.get("/c/<campaign>")
def click(campaign: str):
    """Count the click, then send the visitor on to the landing page."""
    target = request.args.get("to", "/")
    db = get_db()
    db.execute(
        "INSERT INTO clicks (campaign, target, ts) VALUES (?, ?, datetime('now'))",
        (campaign, target),
    )
    db.commit()
    destination = add_utm(target, campaign)
    return redirect(destination, code=302)


@bp.post("/preview")
def preview():
    """Return title and status of a link for the campaign editor."""
    payload = request.get_json(force=True)
    url = payload.get("url", "").strip()
    if not url.startswith(("http://", "https://")):
        return jsonify(error="a full http(s) link is required"), 400
    return jsonify(PreviewFetcher(url).fetch())


@bp.get("/stats/<campaign>")
def stats(campaign: str):
    row = get_db().execute(
        "SELECT COUNT(*) AS clicks FROM clicks WHERE campaign = ?", (campaign,)
    ).fetchone()
    return jsonify(campaign=campaign, clicks=row["clicks"])


def create_app() -> Flask:
    app = Flask(__name__)
    app.config["DB_PATH"] = "clicks.db"
    app.config["MAX_CONTENT_LENGTH"] = 16 * 1024
    app.register_blueprint(bp)

    @app.teardown_appcontext
    def close_db(_exc):
        db = g.pop("db", None)
        if db is not None:
            db.close()

    return app
