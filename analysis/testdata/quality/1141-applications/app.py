import os
from pathlib import Path

from flask import Flask, jsonify, request

from applications import Application, ApplicationRepository
from attachments import AttachmentStore

POSITIONS = {"carpenter", "electrician", "planner"}

app = Flask(__name__)
store = AttachmentStore(Path(os.environ["ATTACHMENTS"]))
repository = ApplicationRepository(os.environ["APPLICATIONS_DB"])


@app.post("/applications")
def apply():
    form = request.form
    upload = request.files.get("resume")
    if form.get("position") not in POSITIONS or upload is None or not upload.filename:
        return jsonify(error="Position and resume are required"), 400
    application = Application(form["position"], form.get("name", "")[:100], form.get("email", "")[:200])
    number = repository.add(application, store.add(upload))
    return jsonify(reference=number), 201


if __name__ == "__main__":
    app.run(host="0.0.0.0", port=8080, debug=True)
