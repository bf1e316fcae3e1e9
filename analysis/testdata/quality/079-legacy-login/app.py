"""Intranet login service."""
from flask import Flask, jsonify, request

import accounts

app = Flask(__name__)


@app.route("/login", methods=["POST"])
def login():
    """Check the credentials of an employee."""
    username = request.form["username"]
    password = request.form["password"]

    account = accounts.check_login(username, password)
    accounts.log_attempt(username, password, account is not None)

    if account is None:
        return jsonify(success=False, message="Invalid credentials"), 401

    result = {"success": True, "account": dict(account)}
    return jsonify(result)


@app.route("/departments/<name>")
def department(name):
    """List the employees of a department."""
    return jsonify(accounts.by_department(name))


@app.errorhandler(KeyError)
def missing_field(error):
    return jsonify(success=False, message="Missing field"), 400


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=5080)
