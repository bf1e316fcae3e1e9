import logging
import os

from flask import Flask, jsonify, request, session
from ldap3.core.exceptions import LDAPException

from directory import CampusDirectory

log = logging.getLogger(__name__)

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
app.config.update(SESSION_COOKIE_SECURE=True, SESSION_COOKIE_SAMESITE="Lax")


@app.before_request
def must_be_signed_in():
    if "student_id" not in session:
        return jsonify(error="Sign in first"), 401


@app.route("/directory")
def directory():
    name = request.args.get("name", "")
    department = request.args.get("department")
    try:
        people = CampusDirectory().find(name=name, department=department)
    except LDAPException:
        log.exception("directory lookup failed")
        return jsonify(error="The directory is not available right now"), 503
    return jsonify(people)


@app.route("/directory/<uid>/groups")
def groups(uid):
    try:
        return jsonify(CampusDirectory().groups_of(uid))
    except LDAPException:
        log.exception("group lookup failed")
        return jsonify(error="The directory is not available right now"), 503


@app.route("/directory/departments")
def departments():
    return jsonify(["biology", "chemistry", "history", "mathematics"])


if __name__ == "__main__":
    app.run()
