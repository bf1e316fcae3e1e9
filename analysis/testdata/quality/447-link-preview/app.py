"""Link previews for the chat client."""
import functools
import ipaddress
import os
import re
import socket
import time
import urllib.request
from urllib.parse import urlparse

import requests
from flask import Blueprint, Flask, jsonify, request
from flask_login import LoginManager, login_required

previews = Blueprint("previews", __name__)
TITLE_RE = re.compile(rb"<title[^>]*>([^<]{1,300})", re.IGNORECASE)
SCREENSHOT_API = "https://shots.example.com"
CACHE_TTL = 600


def cached(ttl):
    """Tiny TTL cache decorator."""

    def decorator(func):
        store = {}

        @functools.wraps(func)
        def wrapper(key):
            hit = store.get(key)
            if hit and hit[0] > time.monotonic():
                return hit[1]
            value = func(key)
            store[key] = (time.monotonic() + ttl, value)
            return value

        return wrapper

    return decorator


def is_private(host):
    try:
        return ipaddress.ip_address(socket.gethostbyname(host)).is_private
    except OSError:
        return True


@cached(CACHE_TTL)
def load_page(url):
    req = urllib.request.Request(url, headers={"User-Agent": "ChatPreview/1.0"})
    with urllib.request.urlopen(req, timeout=5) as response:
        final = response.geturl()
        return final, response.read(200_000)


def screenshot(path):
    response = requests.get(SCREENSHOT_API + path, params={"width": 640}, timeout=20)
    response.raise_for_status()
    return response.content


@previews.get("/preview")
@login_required
def preview():
    url = request.args.get("url", "")
    if not url.startswith(("http://", "https://")):
        return jsonify(error="http(s) URLs only"), 400
    try:
        final, body = load_page(url)
    except OSError:
        return jsonify(error="page not reachable"), 502
    if is_private(urlparse(final).hostname):
        return jsonify(error="private address"), 400
    match = TITLE_RE.search(body)
    title = match.group(1).decode("utf-8", "replace").strip() if match else final
    return jsonify(url=final, title=title)


@previews.get("/screenshot/<path:path>")
@login_required
def screenshot_image(path):
    target = request.args.get("target", "/" + path)
    try:
        data = screenshot(target)
    except requests.RequestException:
        return jsonify(error="no screenshot"), 502
    return data, 200, {"Content-Type": "image/png"}


def create_app():
    app = Flask(__name__)
    app.secret_key = os.environ["SECRET_KEY"]
    LoginManager(app)
    app.register_blueprint(previews)
    return app
