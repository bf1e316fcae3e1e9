"""QR codes on posters point to /q/<code>; marketing edits where they lead."""
import functools
import hashlib
import hmac
import os
import secrets
from urllib.parse import urlparse

import sqlalchemy as sa
from flask import Flask, abort, jsonify, redirect, request

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 16 * 1024
engine = sa.create_engine(os.environ["DATABASE_URL"], connect_args={"connect_timeout": 5})

LANDING_HOSTS = {
    "www.citymuseum-tours.org",
    "tickets.citymuseum-tours.org",
    "shop.citymuseum-tours.org",
}
FALLBACK = "https://www.citymuseum-tours.org/"

metadata = sa.MetaData()
campaigns = sa.Table(
    "campaigns",
    metadata,
    sa.Column("code", sa.String(12), primary_key=True),
    sa.Column("target", sa.String(400), nullable=False),
    sa.Column("scans", sa.Integer, nullable=False, server_default="0"),
)


def is_landing_page(url):
    try:
        parts = urlparse(url)
    except ValueError:
        return False
    return parts.scheme == "https" and parts.netloc in LANDING_HOSTS and "\\" not in url


def marketing_only(view):
    expected = os.environ["MARKETING_KEY_SHA256"]

    @functools.wraps(view)
    def guarded(*args, **kwargs):
        key = request.headers.get("X-Marketing-Key", "")
        if not hmac.compare_digest(hashlib.sha256(key.encode()).hexdigest(), expected):
            abort(403)
        return view(*args, **kwargs)

    return guarded


@app.get("/q/<code>")
def follow(code):
    with engine.begin() as conn:
        target = conn.execute(
            sa.update(campaigns)
            .where(campaigns.c.code == code)
            .values(scans=campaigns.c.scans + 1)
            .returning(campaigns.c.target)
        ).scalar()
    if target is None or not is_landing_page(target):
        return redirect(FALLBACK)
    return redirect(target)


@app.post("/campaigns")
@marketing_only
def create():
    target = request.get_json().get("target")
    if not isinstance(target, str) or len(target) > 400 or not is_landing_page(target):
        abort(422)
    code = secrets.token_hex(4)
    with engine.begin() as conn:
        conn.execute(sa.insert(campaigns).values(code=code, target=target))
    return jsonify(code=code), 201


@app.get("/campaigns/<code>")
@marketing_only
def stats(code):
    with engine.connect() as conn:
        row = conn.execute(
            sa.select(campaigns.c.code, campaigns.c.scans).where(campaigns.c.code == code)
        ).first()
    if row is None:
        abort(404)
    return jsonify(code=row.code, scans=row.scans)
