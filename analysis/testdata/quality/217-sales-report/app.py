from flask import Flask, request, jsonify

from report import Report

app = Flask(__name__)


@app.get("/reports/sales")
def sales():
    title = request.args.get("title", "Sales report")
    region = request.args.get("region", "EU")
    report = Report(title, region).load()
    return report.render()


@app.get("/reports/sales.json")
def sales_json():
    report = Report("Sales", request.args.get("region", "EU")).load()
    return jsonify([{"product": p, "amount": a, "count": c} for p, a, c in report.rows])
