"""Upload a podcast episode and transcode it to AAC with ffmpeg."""
import logging
import os
import subprocess
import uuid
from pathlib import Path

import jwt
from flask import Flask, abort, g, jsonify, request

logger = logging.getLogger(__name__)

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 200 * 1024 * 1024

WORK_DIR = Path(os.environ["PODCAST_WORK_DIR"])
ALLOWED = {"mp3": "mp3", "wav": "wav", "flac": "flac"}
BITRATES = {"low": "64k", "normal": "128k", "high": "192k"}
FFMPEG = "/usr/bin/ffmpeg"


@app.before_request
def authenticate():
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    try:
        claims = jwt.decode(token, os.environ["JWT_KEY"], algorithms=["HS256"])
    except jwt.PyJWTError:
        abort(401)
    if "publish" not in claims.get("scopes", []):
        abort(403)
    g.user_id = claims["sub"]


def input_format(filename):
    """Return ffmpeg's demuxer for the upload, or None when we do not take it."""
    return ALLOWED.get((filename or "").rpartition(".")[2].lower())


def transcode(source, target, demuxer, bitrate):
    command = [
        FFMPEG, "-nostdin", "-hide_banner", "-loglevel", "error",
        "-protocol_whitelist", "file",
        "-f", demuxer, "-i", str(source),
        "-vn", "-c:a", "aac", "-b:a", bitrate,
        str(target),
    ]
    subprocess.run(command, check=True, timeout=600, capture_output=True)


@app.post("/episodes")
def create_episode():
    upload = request.files.get("audio")
    if upload is None:
        abort(400)
    demuxer = input_format(upload.filename)
    if demuxer is None:
        abort(415)
    bitrate = BITRATES.get(request.form.get("quality", "normal"))
    if bitrate is None:
        abort(400)

    episode_id = uuid.uuid4().hex
    source = WORK_DIR / f"{episode_id}.{demuxer}"
    target = WORK_DIR / f"{episode_id}.m4a"
    upload.save(source)
    try:
        transcode(source, target, demuxer, bitrate)
    except subprocess.TimeoutExpired:
        target.unlink(missing_ok=True)
        abort(422)
    except subprocess.CalledProcessError as exc:
        logger.warning("ffmpeg gave status %d for episode %s", exc.returncode, episode_id)
        target.unlink(missing_ok=True)
        abort(422)
    finally:
        source.unlink(missing_ok=True)
    return jsonify(id=episode_id, bytes=target.stat().st_size), 201
