import os

from flask import Flask, jsonify, make_response, redirect, request
from flask import url_for

from archive import search

app = Flask(__name__)
app.secret_key = os.environ["ARCHIVE_SECRET"]

KINDS = ("baptism", "marriage", "burial")
LANGUAGES = ("en", "de", "pl")


@app.get("/search")
def search_register():
    kind = request.args.get("kind", "baptism")
    if kind not in KINDS:
        return jsonify(error="unknown kind"), 400
    found = search(kind, request.args.get("surname", ""), request.args.get("village"))
    return jsonify(entries=found)


@app.get("/language/<code>")
def set_language(code):
    """Remember the language, then go back to where the reader was."""
    if code not in LANGUAGES:
        return jsonify(error="unknown language"), 400
    pages = {"search": "search_register", "about": "about"}
    back = url_for(pages.get(request.args.get("back"), "about"))
    response = make_response(redirect(back))
    response.set_cookie("lang", code, max_age=31536000, secure=True, httponly=True, samesite="Lax")
    return response


@app.get("/about")
def about():
    return jsonify(name="Parish register", kinds=KINDS)
