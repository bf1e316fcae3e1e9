import os
from functools import wraps

import psycopg
from flask import Flask, abort, g, jsonify, request, session

from queries import QUERIES

app = Flask(__name__)
app.secret_key = os.environ["FERRY_SECRET"]


def analyst_only(view):
    @wraps(view)
    def wrapped(*args, **kwargs):
        if session.get("role") != "analyst":
            abort(403)
        return view(*args, **kwargs)

    return wrapped


@app.before_request
def open_cursor():
    g.conn = psycopg.connect(os.environ["FERRY_DSN"])


@app.teardown_request
def close_cursor(_exc):
    conn = g.pop("conn", None)
    if conn is not None:
        conn.close()


@app.get("/stats/<name>")
@analyst_only
def stats(name):
    build = QUERIES.get(name)
    if build is None:
        return jsonify(error="unknown query"), 404
    try:
        with g.conn.cursor() as cur:
            rows = build(cur, request.args.to_dict())
    except (KeyError, ValueError):
        return jsonify(error="bad parameters"), 400
    return jsonify([[str(v) for v in row] for row in rows])


@app.post("/sailings/<int:sailing_id>/note")
@analyst_only
def note(sailing_id):
    text = (request.get_json(silent=True) or {}).get("text", "")[:500]
    with g.conn.cursor() as cur:
        cur.execute("UPDATE sailings SET note = %s WHERE id = %s", (text, sailing_id))
    g.conn.commit()
    return jsonify(saved=True)
