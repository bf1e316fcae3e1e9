from flask import Flask, request, jsonify

from report import Report

app = Flask(__name__)


@app.get("/reports/sales")
def sales():
    title = request.args.get("title", "Sales report")
    region = request.args.get("region", "EU")
    report = Report(title, region, request.args.get("sort", "amount")).load()
    return report.render()


@app.get("/reports/sales.json")
def sales_json():
    report = Report("Sales", request.args.get("region", "EU")).load()
    return jsonify(region=report.region, rows=[list(row) for row in report.rows])


@app.get("/reports/sales.txt")
def sales_text():
    region = request.args.get("region", "EU")
    report = Report("Sales", region).load()
    body = f"Sales in {region}\n" + "\n".join(f"{p}: {a}" for p, a, _ in report.rows)
    return app.response_class(body, mimetype="text/plain")
