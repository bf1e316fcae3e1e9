import csv
import io
import os
from functools import wraps

import psycopg
from flask import Flask, Response, abort, jsonify, request, session

import reports  # noqa: F401  registers the reports
from registry import REPORTS

app = Flask(__name__)
app.secret_key = os.environ["SCHOOL_SECRET"]


def staff_only(view):
    @wraps(view)
    def wrapped(*args, **kwargs):
        if session.get("role") not in ("teacher", "office"):
            abort(403)
        return view(*args, **kwargs)

    return wrapped


def run_report(key, params):
    entry = REPORTS.get(key)
    if entry is None:
        abort(404)
    absent = entry.missing(params)
    if absent:
        abort(400, f"missing: {', '.join(absent)}")
    with psycopg.connect(os.environ["SCHOOL_DSN"]) as conn, conn.cursor() as cur:
        return entry, entry.build(cur, params)


@app.get("/reports")
@staff_only
def index():
    return jsonify([{"key": r.key, "title": r.title, "needs": r.needs} for r in REPORTS.values()])


@app.get("/reports/<key>")
@staff_only
def show(key):
    try:
        entry, rows = run_report(key, request.args.to_dict())
    except ValueError:
        abort(400)
    return jsonify(title=entry.title, rows=[list(map(str, r)) for r in rows])


@app.get("/reports/<key>.csv")
@staff_only
def download(key):
    entry, rows = run_report(key, request.args.to_dict())
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    return Response(buffer.getvalue(), mimetype="text/csv")
