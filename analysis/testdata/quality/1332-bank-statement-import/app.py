import hmac
import logging
import os

from flask import Flask, jsonify, request
from flask_httpauth import HTTPTokenAuth
from lxml import etree

from statements import Statement

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 5 * 1024 * 1024
auth = HTTPTokenAuth(scheme="Bearer")
log = logging.getLogger(__name__)


@auth.verify_token
def verify(token):
    if hmac.compare_digest(token.encode(), os.environ["IMPORT_TOKEN"].encode()):
        return "bookkeeping"
    return None


# Import a CAMT.053 bank statement
@app.route("/statements/import", methods=["POST"])
@auth.login_required
def import_statement():
    uploaded = request.files.get("statement")
    if uploaded is None:
        return jsonify({"error": "statement is required"}), 400

    data = uploaded.read()
    try:
        statement = Statement.parse(data)
    except etree.XMLSyntaxError:
        log.exception("statement could not be parsed")
        return jsonify({"error": "Invalid statement"}), 400

    reference = request.args.get("reference")
    return jsonify({"entries": statement.entries(reference)})
