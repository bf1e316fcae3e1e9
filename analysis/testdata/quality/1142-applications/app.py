import os
from pathlib import Path

from flask import Flask, jsonify, request

from applications import Application, ApplicationRepository
from attachments import AttachmentRefused, AttachmentStore

POSITIONS = {"carpenter", "electrician", "planner"}

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 6 * 1024 * 1024
store = AttachmentStore(Path(os.environ["ATTACHMENTS"]))
repository = ApplicationRepository(os.environ["APPLICATIONS_DB"])


@app.post("/applications")
def apply():
    form = request.form
    upload = request.files.get("resume")
    if form.get("position") not in POSITIONS or upload is None or not upload.filename:
        return jsonify(error="Position and resume are required"), 400
    application = Application(form["position"], form.get("name", "")[:100], form.get("email", "")[:200])
    try:
        attachment = store.add(upload)
    except AttachmentRefused:
        return jsonify(error="Please send a PDF or DOCX file"), 415
    number = repository.add(application, attachment)
    return jsonify(reference=number), 201


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=8080)
