import os
from flask import Flask, jsonify, request
from flask_httpauth import HTTPTokenAuth
import hmac

from statements import Statement

app = Flask(__name__)
auth = HTTPTokenAuth(scheme="Bearer")


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
    except Exception as e:
        return jsonify({"error": "Invalid statement: " + str(e)}), 400

    reference = request.args.get("reference")
    return jsonify({"entries": statement.entries(reference)})
