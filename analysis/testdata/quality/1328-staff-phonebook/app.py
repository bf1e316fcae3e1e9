import logging
import os
from functools import wraps

from flask import Flask, abort, jsonify, request, session

from directory import Directory

logging.basicConfig(level=logging.INFO)
log = logging.getLogger("phonebook")

app = Flask(__name__)
app.config.update(
    SECRET_KEY=os.environ["FLASK_SECRET"],
    SESSION_COOKIE_SECURE=True,
    SESSION_COOKIE_HTTPONLY=True,
    SESSION_COOKIE_SAMESITE="Lax",
)

directory = Directory(
    os.environ["LDAP_HOST"], os.environ["LDAP_BIND_DN"], os.environ["LDAP_PASSWORD"]
)


def login_required(view):
    @wraps(view)
    def wrapper(*args, **kwargs):
        if "employee" not in session:
            abort(401)
        return view(*args, **kwargs)

    return wrapper


@app.get("/phonebook")
@login_required
def phonebook():
    term = request.args.get("q", "")[:60]
    department = request.args.get("department", "")[:60] or None
    if len(term) < 2:
        return jsonify(error="Enter at least two letters"), 400
    people = directory.find(term, department)
    log.info("phonebook search found %d people", len(people))
    return jsonify(people=people, count=len(people))
