"""Potluck board: who brings what to the street party."""
import os
import sqlite3

from flask import Flask, abort, g, redirect, request, url_for
from flask_wtf.csrf import CSRFProtect, generate_csrf
from markupsafe import escape

app = Flask(__name__)
app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]
app.config.update(SESSION_COOKIE_SECURE=True, SESSION_COOKIE_SAMESITE="Lax")
CSRFProtect(app)

PAGE = """<!doctype html>
<title>Street party</title>
<h1>Who brings what?</h1>
<ul>%s</ul>
<form method="post" action="/dishes">
  <input type="hidden" name="csrf_token" value="%s">
  <input name="who" maxlength="40"><input name="dish" maxlength="80"><button>Add</button>
</form>"""


def db():
    if "db" not in g:
        g.db = sqlite3.connect(os.environ.get("POTLUCK_DB", "potluck.db"), timeout=5)
        g.db.row_factory = sqlite3.Row
    return g.db


@app.teardown_appcontext
def close_db(_exc):
    conn = g.pop("db", None)
    if conn is not None:
        conn.close()


def as_item(row):
    return "<li><b>" + str(escape(row["who"])) + "</b> brings " + str(escape(row["dish"])) + "</li>"


@app.route("/")
def index():
    rows = db().execute("SELECT who, dish FROM dishes ORDER BY id DESC LIMIT 200").fetchall()
    items = "".join(as_item(r) for r in rows)
    return PAGE % (items, generate_csrf())


@app.route("/dishes", methods=["POST"])
def add_dish():
    who = request.form.get("who", "").strip()[:40]
    dish = request.form.get("dish", "").strip()[:80]
    if not who or not dish:
        abort(400)
    with db() as conn:
        conn.execute("INSERT INTO dishes (who, dish) VALUES (?, ?)", (who, dish))
    return redirect(url_for("index"))


@app.errorhandler(404)
def not_found(_error):
    return "<h1>Nothing at %s</h1>" % escape(request.args.get("from", "this address")), 404


if __name__ == "__main__":
    app.run(port=8080)
