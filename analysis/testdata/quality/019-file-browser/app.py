"""Minimal file browser for the shared documents folder."""
import os
from datetime import datetime

from flask import Flask, abort, jsonify, request

from filesystem import FileService

app = Flask(__name__)
files = FileService(os.environ.get("SHARE_ROOT", "/srv/share"))


@app.get("/api/files")
def list_directory():
    """List a directory below the share."""
    path = request.args.get("path", "")
    try:
        entries = files.list(path)
    except FileNotFoundError:
        abort(404)
    return jsonify({"path": path, "entries": entries})


@app.get("/api/files/content")
def read_file():
    """Return the content of a text file."""
    path = request.args.get("path")
    if not path:
        abort(400, "path is required")
    try:
        content = files.read(path)
    except FileNotFoundError:
        abort(404)
    return jsonify({"path": path, "content": content})


@app.delete("/api/files")
def delete_file():
    """Delete a file."""
    data = request.get_json()
    files.delete(data["path"])
    return "", 204


@app.get("/api/time")
def server_time():
    return jsonify({"now": datetime.utcnow().isoformat()})
