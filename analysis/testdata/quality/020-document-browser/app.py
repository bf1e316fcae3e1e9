"""File browser for the shared documents folder, confined to its root."""
import os
from pathlib import Path

from flask import Flask, abort, jsonify, request, send_file

app = Flask(__name__)
ROOT = Path(os.environ.get("SHARE_ROOT", "/srv/share")).resolve()


def resolve_path(relative: str) -> Path:
    """Resolve a path below the root or answer 403."""
    target = (ROOT / relative.lstrip("/")).resolve()
    if not target.is_relative_to(ROOT):
        abort(403, "Path is outside of the share")
    return target


def describe(entry: Path) -> dict:
    info = entry.stat()
    return {
        "name": entry.name,
        "type": "dir" if entry.is_dir() else "file",
        "size": info.st_size,
        "modified": info.st_mtime,
    }


@app.get("/api/files")
def list_directory():
    """List a directory below the share."""
    directory = resolve_path(request.args.get("path", ""))
    if not directory.is_dir():
        abort(404)
    entries = sorted((describe(e) for e in directory.iterdir()), key=lambda e: (e["type"], e["name"].lower()))
    return jsonify({"path": str(directory.relative_to(ROOT)), "entries": entries})


@app.get("/api/files/content")
def read_file():
    """Return the content of a text file."""
    target = resolve_path(request.args.get("path", ""))
    if not target.is_file():
        abort(404)
    return jsonify({"name": target.name, "content": target.read_text(encoding="utf-8", errors="replace")})


@app.get("/api/files/download")
def download():
    target = resolve_path(request.args["path"])
    return send_file(target, as_attachment=True)


@app.delete("/api/files")
def delete_file():
    """Delete a file, never a directory."""
    target = resolve_path(request.get_json()["path"])
    if target.is_file():
        target.unlink()
        app.logger.info("Deleted one file below the share")
    return "", 204


@app.get("/api/usage")
def usage():
    """Return the total size of the share."""
    total = 0
    for folder, _, names in os.walk(ROOT):
        for name in names:
            total += os.path.getsize(os.path.join(folder, name))
    return jsonify({"bytes": total})
