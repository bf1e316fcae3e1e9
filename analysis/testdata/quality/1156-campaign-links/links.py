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
LANDING_HOSTS = {"www.oakandiron.shop", "blog.oakandiron.shop"}
MAX_PREVIEW_BYTES = 256 * 1024


def get_db() -> sqlite3.Connection:
    if "db" not in g:
        g.db = sqlite3.connect(current_app.config["DB_PATH"], timeout=5)
        g.db.row_factory = sqlite3.Row
    return g.db


def is_own_site(url: str) -> bool:
    """Only https links to our own landing pages are accepted."""
    parts = urlsplit(url)
    return parts.scheme == "https" and parts.netloc in LANDING_HOSTS


def add_utm(url: str, campaign: str) -> str:
    """Append utm parameters to a link while keeping its own query string."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    query.update(utm_source="newsletter", utm_campaign=campaign)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(query), ""))


class PreviewFetcher:
    """Fetches one of our pages and extracts what is needed for a link card."""

    headers = {"User-Agent": "campaign-preview/1.0"}

    def __init__(self, url: str):
        if not is_own_site(url):
            raise ValueError("not one of our landing pages")
        self.url = url

    def fetch(self) -> dict:
        with requests.get(
            self.url, headers=self.headers, timeout=(3, 10), stream=True, allow_redirects=False
        ) as response:
            head = next(response.iter_content(MAX_PREVIEW_BYTES), b"")
        match = TITLE_RE.search(head.decode("utf-8", "replace"))
        return {
            "url": self.url,
            "status": response.status_code,
            "title": match.group(1).strip() if match else None,
        }


@bp.get("/c/<campaign>")
def click(campaign: str):
    """Count the click, then send the visitor on to the landing page."""
    target = request.args.get("to", "")
    if not is_own_site(target):
        return jsonify(error="unknown destination"), 400
    db = get_db()
    db.execute(
        "INSERT INTO clicks (campaign, target, ts) VALUES (?, ?, datetime('now'))",
        (campaign, target),
    )
    db.commit()
    return redirect(add_utm(target, campaign), code=302)


@bp.post("/preview")
def preview():
    """Return title and status of a link for the campaign editor."""
    payload = request.get_json()
    try:
        fetcher = PreviewFetcher(str(payload.get("url", "")))
    except ValueError:
        return jsonify(error="only links to our own sites can be previewed"), 400
    return jsonify(fetcher.fetch())


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
