import os
import sqlite3

from flask import Flask, Response, g, jsonify, make_response, redirect, request, url_for
from markupsafe import Markup

from pages import observation_table, shell, tag

app = Flask(__name__)
app.secret_key = os.environ["STARLOG_SECRET"]
CATALOGUES = {"m": "Messier", "ngc": "New General Catalogue", "ic": "Index Catalogue"}


def db():
    if "conn" not in g:
        g.conn = sqlite3.connect("starlog.db")
        g.conn.row_factory = sqlite3.Row
    return g.conn


@app.teardown_appcontext
def done(_exc):
    if "conn" in g:
        g.conn.close()


@app.post("/observations")
def add():
    form = request.form
    db().execute(
        "INSERT INTO observations (object, magnitude, seeing, note) VALUES (?, ?, ?, ?)",
        (form["object"], float(form["magnitude"]), int(form["seeing"]), form.get("note", "")),
    )
    db().commit()
    return redirect(url_for("latest"))


@app.get("/observations")
def latest():
    rows = db().execute("SELECT object, magnitude, seeing, note FROM observations LIMIT 50").fetchall()
    return shell("Latest observations", observation_table(rows))


@app.get("/observations/search")
def search():
    word = request.args.get("q", "").strip()
    rows = db().execute(
        "SELECT object, magnitude, seeing, note FROM observations WHERE object LIKE ? LIMIT 50",
        (f"%{word}%",),
    ).fetchall()
    if not rows:
        hint = tag("p", f"Nothing found for {word}", title=word)
        return make_response(shell(f"Search: {word}", hint), 404)
    return shell(f"Search: {word}", observation_table(rows))


@app.get("/catalogue/<key>")
def catalogue(key):
    name = CATALOGUES.get(key.lower())
    if name is None:
        return jsonify(error=f"no catalogue {key}"), 404
    return f"<h2>{name}</h2>"


@app.get("/greeting")
def greeting():
    who = request.args.get("name", "stargazer")
    return str(Markup("<p>Clear skies, <b>{}</b>!</p>").format(who))


@app.get("/observations.txt")
def plain():
    rows = db().execute("SELECT object, note FROM observations").fetchall()
    return Response("\n".join(f"{r['object']}: {r['note']}" for r in rows), mimetype="text/plain")
