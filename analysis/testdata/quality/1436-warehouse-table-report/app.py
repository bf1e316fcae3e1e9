"""Flask endpoint for the BI team: row counts and freshness of warehouse tables."""
import os
from functools import wraps
from hmac import compare_digest

import psycopg2
import psycopg2.extras
from flask import Flask, abort, g, jsonify, request

app = Flask(__name__)
app.config["BI_TOKEN"] = os.environ["BI_TOKEN"]


def bi_token_required(view):
    @wraps(view)
    def wrapped(*args, **kwargs):
        sent = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if not compare_digest(sent.encode(), app.config["BI_TOKEN"].encode()):
            abort(401)
        return view(*args, **kwargs)

    return wrapped


def resolve_table(name):
    """Translate a public name into (table, timestamp column)."""
    match name:
        case "sales":
            return "mart.fact_sales", "sold_at"
        case "returns":
            return "mart.fact_returns", "returned_at"
        case "visits":
            return "web.page_visits", "seen_at"
        case _:
            abort(404, description="Unknown table")


def get_conn():
    if "conn" not in g:
        g.conn = psycopg2.connect(
            os.environ["WAREHOUSE_DSN"],
            connect_timeout=5,
            options="-c statement_timeout=20000 -c default_transaction_read_only=on",
        )
    return g.conn


@app.teardown_appcontext
def close_conn(_error):
    conn = g.pop("conn", None)
    if conn is not None:
        conn.close()


@app.get("/tables/<name>/freshness")
@bi_token_required
def freshness(name):
    table, stamp = resolve_table(name)
    grain = request.args.get("grain", "day")
    if grain not in ("hour", "day", "week"):
        abort(400, description="grain must be hour, day or week")
    periods = max(1, min(request.args.get("periods", 14, type=int), 90))

    with get_conn().cursor(cursor_factory=psycopg2.extras.RealDictCursor) as cur:
        cur.execute(
            f"SELECT date_trunc('{grain}', {stamp}) AS period, count(*) AS rows "
            f"FROM {table} GROUP BY 1 ORDER BY 1 DESC LIMIT %s",
            (periods,),
        )
        rows = cur.fetchall()
    return jsonify(table=table, grain=grain, rows=rows)
