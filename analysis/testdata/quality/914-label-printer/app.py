from flask import Flask, jsonify, request
from flask_httpauth import HTTPBasicAuth

from directory import sign_in
from printing import PRINTERS, LabelPrinter

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 64 * 1024
auth = HTTPBasicAuth()


@auth.verify_password
def verify(username, password):
    return username if sign_in(username, password) else None


@app.post("/labels")
@auth.login_required
def print_label():
    body = request.get_json()
    station = body.get("printer")
    if station not in PRINTERS:
        return jsonify(error="unknown printer"), 400
    copies = min(max(int(body.get("copies", 1)), 1), 50)
    printer = LabelPrinter(station)
    text = "\n".join([str(body["product"]), str(body["batch"]), str(body["best_before"])])
    ok = printer.print_text(text, copies=copies)
    return jsonify(printed=ok), 200 if ok else 502
