import os
import sqlite3

from flask import Flask, Response, g, jsonify, make_response, redirect, request, session, url_for

from pages import badge, contact_table, layout

app = Flask(__name__)
app.secret_key = os.environ["HAMLOG_SECRET"]
BANDS = {"2m": (144, 146), "70cm": (430, 440), "20m": (14, 14.35)}


def db():
    if "conn" not in g:
        g.conn = sqlite3.connect("hamlog.db")
        g.conn.row_factory = sqlite3.Row
    return g.conn


@app.teardown_appcontext
def done(_exc):
    if "conn" in g:
        g.conn.close()


@app.post("/contacts")
def add_contact():
    form = request.form
    db().execute(
        "INSERT INTO contacts (callsign, frequency, mode, remark) VALUES (?, ?, ?, ?)",
        (form["callsign"].upper(), float(form["frequency"]), form["mode"], form.get("remark", "")),
    )
    db().commit()
    return redirect(url_for("contacts"))


@app.get("/contacts")
def contacts():
    rows = db().execute(
        "SELECT callsign, frequency, mode, remark FROM contacts ORDER BY id DESC LIMIT 50"
    ).fetchall()
    return layout("Latest contacts", contact_table(rows))


@app.get("/contacts/search")
def search():
    call = request.args.get("call", "").strip()
    rows = db().execute(
        "SELECT callsign, frequency, mode, remark FROM contacts WHERE callsign LIKE ? LIMIT 50",
        (f"{call}%",),
    ).fetchall()
    if not rows:
        body = "<p>Nothing found for " + badge(call) + "</p>"
        return make_response(layout("Search", body), 404)
    return jsonify([dict(r) for r in rows])


@app.get("/bands/<name>")
def band(name):
    low, high = BANDS.get(name, (0, 0))
    count = db().execute(
        "SELECT COUNT(*) FROM contacts WHERE frequency BETWEEN ? AND ?", (low, high)
    ).fetchone()[0]
    return layout("Band", f"<p>{low} to {high} MHz: {count} contacts</p>")


@app.get("/export.adi")
def export():
    rows = db().execute("SELECT callsign, frequency, remark FROM contacts").fetchall()
    lines = [f"<CALL:{len(r['callsign'])}>{r['callsign']} <EOR>" for r in rows]
    return Response("\n".join(lines), mimetype="text/plain")
