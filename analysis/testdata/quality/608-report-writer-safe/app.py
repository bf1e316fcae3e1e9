"""Turns bullet points into a weekly report with Claude."""
import bleach
from flask import Flask, Response, jsonify, request
from pydantic import ValidationError

from writer import ReportWriter

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 64 * 1024
writer = ReportWriter()

TAGS = {"h2", "h3", "p", "ul", "li", "strong", "em"}


@app.post("/reports/preview")
def preview():
    points = request.get_json().get("points", [])
    article = bleach.clean(writer.article(points), tags=TAGS, attributes={}, strip=True)
    page = "<html><head><title>Preview</title></head><body>%s</body></html>" % article
    return Response(page, mimetype="text/html")


@app.post("/reports")
def save_report():
    points = request.get_json().get("points", [])
    try:
        report = writer.report(points)
    except ValidationError:
        app.logger.exception("The model's answer was not a report")
        return jsonify(error="The report could not be written"), 502
    return jsonify(id=writer.save(report)), 201
