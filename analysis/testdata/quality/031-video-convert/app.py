"""Video upload API."""
import os
import uuid

from flask import Flask, jsonify, request

import tasks

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 500 * 1024 * 1024
UPLOAD_DIR = "/data/uploads"
SHORT_CLIP = 10 * 1024 * 1024

tasks.start()


@app.route("/videos", methods=["POST"])
def upload_video():
    """Accept a video and convert it."""
    video = request.files.get("video")
    if video is None or not video.mimetype.startswith("video/"):
        return jsonify({"error": "A video file is required"}), 400

    title = request.form.get("title", "Untitled")
    preset = request.form.get("preset", "medium")
    path = os.path.join(UPLOAD_DIR, uuid.uuid4().hex)
    video.save(path)

    if os.path.getsize(path) < SHORT_CLIP:
        ok = tasks.convert_now(path, title, preset)
        return jsonify({"status": "done" if ok else "failed"})

    tasks.jobs.put(tasks.ConversionJob(path, title, preset))
    return jsonify({"status": "queued"}), 202
