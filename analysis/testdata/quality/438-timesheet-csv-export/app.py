"""Timesheet export as CSV."""
import csv
import io
import os
import sqlite3
from datetime import date, datetime

from flask import Flask, Response, g, jsonify, request, stream_with_context
from flask_login import LoginManager, current_user, login_required

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
LoginManager(app)

COLUMNS = {"day": "e.day", "project": "p.name", "hours": "e.hours", "note": "e.note"}
DEFAULT_COLUMNS = ("day", "project", "hours")


def conn():
    if "conn" not in g:
        g.conn = sqlite3.connect(os.environ.get("DB", "timesheet.db"))
        g.conn.row_factory = sqlite3.Row
    return g.conn


def parse_day(name, default):
    raw = request.args.get(name)
    return datetime.strptime(raw, "%Y-%m-%d").date() if raw else default


def pick_columns():
    wanted = request.args.get("columns", "").split(",")
    return [c for c in wanted if c in COLUMNS] or list(DEFAULT_COLUMNS)


class Where:
    """Collects conditions together with their bound values."""

    def __init__(self):
        self.parts = []
        self.values = []

    def add(self, condition, *values):
        self.parts.append(condition)
        self.values.extend(values)
        return self

    def one_of(self, column, values):
        if values:
            marks = ",".join("?" for _ in values)
            self.add(f"{column} IN ({marks})", *values)
        return self

    def __str__(self):
        return " AND ".join(f"({p})" for p in self.parts) or "1=1"


@app.get("/timesheet.csv")
@login_required
def export():
    try:
        start, end = parse_day("from", date(2000, 1, 1)), parse_day("to", date.today())
    except ValueError:
        return jsonify(error="dates must be YYYY-MM-DD"), 400
    columns = pick_columns()
    where = (
        Where()
        .add("e.user_id = ?", current_user.id)
        .add("e.day BETWEEN ? AND ?", start.isoformat(), end.isoformat())
        .one_of("p.code", request.args.getlist("project"))
    )
    select = ", ".join(f"{COLUMNS[c]} AS {c}" for c in columns)
    direction = {"asc": "ASC", "desc": "DESC"}.get(request.args.get("dir", "asc"), "ASC")
    sql = (
        f"SELECT {select} FROM entries e JOIN projects p ON p.id = e.project_id "
        f"WHERE {where} ORDER BY e.day {direction}"
    )
    cursor = conn().execute(sql, where.values)

    def generate():
        buffer = io.StringIO()
        writer = csv.writer(buffer)
        writer.writerow(columns)
        for row in cursor:
            writer.writerow(row)
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()

    filename = f"timesheet-{start}-{end}.csv"
    return Response(
        stream_with_context(generate()),
        mimetype="text/csv",
        headers={"Content-Disposition": f"attachment; filename={filename}"},
    )


@app.get("/timesheet/recent")
@login_required
def recent():
    limit = request.args.get("limit", 20, type=int)
    rows = conn().execute(
        f"SELECT day, hours FROM entries WHERE user_id = ? ORDER BY day DESC LIMIT {limit}", (current_user.id,)
    )
    return jsonify([dict(r) for r in rows])
