import logging

from flask import Flask, jsonify, request
from flask_login import LoginManager, login_required
from ldap3.core.exceptions import LDAPException

from config import DirectoryConfig
from directory import Directory
from staff import load_staff

app = Flask(__name__)
app.config.from_object(DirectoryConfig)
login_manager = LoginManager(app)
login_manager.user_loader(load_staff)
directory = Directory()
logger = logging.getLogger(__name__)


@app.errorhandler(LDAPException)
def directory_unavailable(error: LDAPException):
    logger.error("directory unavailable", exc_info=error)
    return jsonify(error="The directory is not available"), 503


@app.get("/people")
@login_required
def people():
    term = request.args.get("q", "").strip()
    if len(term) < 2:
        return jsonify(people=[])
    return jsonify(people=directory.search(term, request.args.get("department")))


@app.get("/people/<uid>/departments")
@login_required
def departments(uid: str):
    return jsonify(departments=directory.departments_of(uid))
