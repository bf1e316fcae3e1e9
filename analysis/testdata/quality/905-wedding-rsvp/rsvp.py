"""
Small RSVP site for our wedding.

Every guest gets a personal link: /rsvp/<guest_id>/<signature>
"""
import hashlib
import hmac
import os
import sqlite3
from contextlib import closing

from flask import Flask, abort, render_template, request

app = Flask(__name__)
LINK_SECRET = "kT9v!wedding-7Qe2xLm4Zp"
DB = os.path.join(app.instance_path, "guests.db")


def sign(guest_id: int) -> str:
    return hmac.new(LINK_SECRET.encode(), str(guest_id).encode(), hashlib.sha256).hexdigest()


def check_link(guest_id: int, signature: str) -> None:
    expected = sign(guest_id)
    if signature != expected:
        abort(404)


def load_guest(guest_id: int):
    with closing(sqlite3.connect(DB)) as conn:
        conn.row_factory = sqlite3.Row
        return conn.execute(
            "SELECT id, name, seats, answer FROM guests WHERE id = ?", (guest_id,)
        ).fetchone()


@app.get("/rsvp/<int:guest_id>/<signature>")
def form(guest_id, signature):
    check_link(guest_id, signature)
    guest = load_guest(guest_id)
    if guest is None:
        abort(404)
    return render_template("form.html", guest=guest)


@app.post("/rsvp/<int:guest_id>/<signature>")
def answer(guest_id, signature):
    check_link(guest_id, signature)
    coming = request.form.get("coming") == "yes"
    with closing(sqlite3.connect(DB)) as conn, conn:
        conn.execute(
            "UPDATE guests SET answer = ? WHERE id = ?",
            ("yes" if coming else "no", guest_id),
        )
    return render_template("thanks.html", coming=coming)
