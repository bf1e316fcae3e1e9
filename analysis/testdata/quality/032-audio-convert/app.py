"""Audio upload API that converts to MP3 with ffmpeg."""
import logging
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path

from flask import Flask, after_this_request, jsonify, request, send_file
from werkzeug.utils import secure_filename

logger = logging.getLogger(__name__)
app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 50 * 1024 * 1024

BITRATES = {"low": "96k", "medium": "160k", "high": "320k"}
FFMPEG = shutil.which("ffmpeg") or "/usr/bin/ffmpeg"


class ConversionError(RuntimeError):
    """Raised when ffmpeg fails."""


def convert(source: Path, target: Path, title: str, bitrate: str) -> None:
    """Convert a file to MP3."""
    command = [
        FFMPEG, "-y",
        "-i", str(source),
        "-b:a", bitrate,
        "-metadata", f"title={title}",
        str(target),
    ]
    logger.debug("Running: %s", shlex.join(command))
    result = subprocess.run(command, capture_output=True, timeout=120)
    if result.returncode != 0:
        raise ConversionError(result.stderr.decode(errors="replace")[-500:])


def disk_free_percent() -> float:
    """Return free disk space using df, as the monitoring expects it."""
    output = subprocess.check_output("df --output=pcent / | tail -n 1", shell=True, text=True)
    return 100 - float(output.strip().rstrip("%"))


@app.post("/convert")
def convert_audio():
    """Convert an uploaded audio file and return it."""
    audio = request.files.get("audio")
    if audio is None:
        return jsonify({"error": "An audio file is required"}), 400
    bitrate = BITRATES.get(request.form.get("quality", "medium"))
    if bitrate is None:
        return jsonify({"error": "Unknown quality"}), 400

    workdir = Path(tempfile.mkdtemp(prefix="audio-"))

    @after_this_request
    def cleanup(response):
        shutil.rmtree(workdir, ignore_errors=True)
        return response

    source = workdir / (secure_filename(audio.filename) or "input")
    audio.save(source)
    target = workdir / "output.mp3"
    try:
        convert(source, target, request.form.get("title", ""), bitrate)
    except (ConversionError, subprocess.TimeoutExpired):
        logger.exception("Conversion failed")
        return jsonify({"error": "Conversion failed"}), 500
    return send_file(target, mimetype="audio/mpeg", as_attachment=True, download_name="audio.mp3")


@app.get("/health")
def health():
    return jsonify({"disk_free_percent": disk_free_percent()})
