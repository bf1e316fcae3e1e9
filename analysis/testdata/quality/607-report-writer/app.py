"""Turns bullet points into a weekly report with Claude."""
import json
import os

from flask import Flask, Response, jsonify, request

from writer import ReportWriter

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 64 * 1024
writer = ReportWriter()


@app.post("/reports/preview")
def preview():
    points = request.get_json().get("points", [])
    article = writer.article(points)
    page = "<html><head><title>Preview</title></head><body>%s</body></html>" % article
    return Response(page, mimetype="text/html")


@app.post("/reports")
def save_report():
    points = request.get_json().get("points", [])
    raw = writer.as_json(points)
    report = json.loads(raw)
    path = writer.save(report)
    return jsonify(path=path), 201


@app.post("/reports/chart")
def chart():
    """Numbers for the chart on the report page."""
    question = request.get_json().get("question", "")
    expression = writer.expression(question)
    return jsonify(value=eval(expression))
