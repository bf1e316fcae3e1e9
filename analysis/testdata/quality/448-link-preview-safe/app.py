"""Link previews for a fixed set of partner sites."""
import functools
import os
import re
from urllib.parse import quote, urlencode, urljoin, urlparse

import requests
from flask import Blueprint, Flask, abort, g, jsonify, request
from flask_login import LoginManager, login_required

previews = Blueprint("previews", __name__)
TITLE_RE = re.compile(r"<title[^>]*>([^<]{1,300})", re.IGNORECASE)

PARTNERS = ["news.example.org", "docs.example.org", "blog.example.org"]
SCREENSHOT_API = "https://shots.example.com/"
MIRRORS = {
    "github": "https://api.github.com/repos/",
    "gitlab": "https://gitlab.com/api/v4/projects/",
}
SLUG = re.compile(r"^[\w.-]+/[\w.-]+$")


def partner_only(view):
    """Validates ?url= before the view runs and stores it in g."""

    @functools.wraps(view)
    def wrapped(*args, **kwargs):
        url = request.args.get("url", "")
        parts = urlparse(url)
        if parts.scheme not in ("http", "https") or parts.hostname not in PARTNERS:
            abort(400, "URL not supported")
        g.preview_url = url
        return view(*args, **kwargs)

    return wrapped


class Client:
    def __init__(self, base=None):
        self.http = requests.Session()
        self.http.headers["User-Agent"] = "ChatPreview/1.0"
        self.base = base

    def page(self, url):
        response = self.http.get(url, timeout=5, allow_redirects=False)
        response.raise_for_status()
        return response.text

    def repo(self, host, slug):
        return self.http.get(f"{MIRRORS[host]}{quote(slug, safe='/')}", timeout=5).json()


@previews.get("/preview")
@login_required
@partner_only
def preview():
    try:
        text = Client().page(g.preview_url)
    except requests.RequestException:
        return jsonify(error="page not reachable"), 502
    match = TITLE_RE.search(text)
    return jsonify(url=g.preview_url, title=match.group(1).strip() if match else g.preview_url)


@previews.get("/screenshot")
@login_required
def screenshot():
    page = request.args.get("page", default=1, type=int)
    query = urlencode({"target": request.args.get("target", ""), "page": page})
    response = requests.get(f"{SCREENSHOT_API}render?{query}", timeout=20)
    return response.content, response.status_code, {"Content-Type": "image/png"}


@previews.get("/repo/<host>/<path:slug>")
@login_required
def repo(host, slug):
    if host not in MIRRORS or not SLUG.match(slug):
        return jsonify(error="unknown repository"), 404
    data = Client().repo(host, slug)
    return jsonify(name=data.get("name"), stars=data.get("stargazers_count"))


def create_app():
    app = Flask(__name__)
    app.secret_key = os.environ["SECRET_KEY"]
    LoginManager(app)
    app.register_blueprint(previews)
    return app
