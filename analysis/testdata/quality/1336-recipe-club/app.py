# My recipe club website :)
from flask import Flask, request, redirect, session
from flask_wtf import CSRFProtect
from markupsafe import escape
import os
import sqlite3

app = Flask(__name__)
app.secret_key = os.environ["RECIPE_SECRET"]
app.config["SESSION_COOKIE_SECURE"] = True
app.config["SESSION_COOKIE_HTTPONLY"] = True
app.config["SESSION_COOKIE_SAMESITE"] = "Lax"
app.config["MAX_CONTENT_LENGTH"] = 200 * 1024
CSRFProtect(app)
DB = "recipes.db"


def get_db():
    db = sqlite3.connect(DB)
    db.execute(
        "CREATE TABLE IF NOT EXISTS recipes (id INTEGER PRIMARY KEY, title TEXT, text TEXT, author TEXT)"
    )
    return db


def recipe_card(row):
    # build one card of the list, everything from the database is escaped
    card = "<div class='card'>"
    card += "<h3>" + str(escape(row[0])) + "</h3>"
    card += "<p>" + str(escape(row[1])) + "</p>"
    card += "<small>by " + str(escape(row[2])) + "</small></div>"
    return card


def page(content):
    return "<html><head><title>Recipe club</title></head><body>" + content + "</body></html>"


@app.route("/")
def index():
    db = get_db()
    rows = db.execute("SELECT title, text, author FROM recipes ORDER BY id DESC LIMIT 50").fetchall()
    html = "<h1>Recipes</h1>"
    for row in rows:
        html += recipe_card(row)
    return page(html)


@app.route("/search")
def search():
    word = request.args.get("q", "")
    db = get_db()
    rows = db.execute(
        "SELECT title, text, author FROM recipes WHERE title LIKE ? LIMIT 50", ("%" + word + "%",)
    ).fetchall()
    if not rows:
        return page("<p>No recipes found for <b>%s</b></p>" % escape(word))
    return page("".join(recipe_card(r) for r in rows))


@app.route("/add", methods=["POST"])
def add():
    if "name" not in session:
        return redirect("/")
    db = get_db()
    db.execute(
        "INSERT INTO recipes (title, text, author) VALUES (?, ?, ?)",
        (request.form["title"], request.form["text"], session["name"]),
    )
    db.commit()
    return redirect("/")


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=5000)
