from flask import Flask, jsonify, request
from flask_httpauth import HTTPBasicAuth

from directory import sign_in
from printing import LabelPrinter

app = Flask(__name__)
auth = HTTPBasicAuth()


@auth.verify_password
def verify(username, password):
    return username if sign_in(username, password) else None


@app.post("/labels")
@auth.login_required
def print_label():
    body = request.get_json()
    printer = LabelPrinter(body["printer"])
    text = "\n".join([body["product"], body["batch"], body["best_before"]])
    ok = printer.print_text(text, copies=body.get("copies", 1))
    return jsonify(printed=ok), 200 if ok else 502
