import logging
import os
from xml.etree.ElementTree import ParseError

import requests
from defusedxml import DefusedXmlException
from flask import Flask, render_template, request
from flask_wtf import CSRFProtect

from feeds import download, parse

app = Flask(__name__)
app.config.update(
    SECRET_KEY=os.environ["SECRET_KEY"],
    SESSION_COOKIE_SECURE=True,
    SESSION_COOKIE_SAMESITE="Lax",
)
CSRFProtect(app)
logger = logging.getLogger(__name__)


@app.route("/import", methods=["GET", "POST"])
def import_feed():
    if request.method == "GET":
        return render_template("import.html")
    url = request.form["feed_url"].strip()
    try:
        episodes = parse(download(url))
    except (requests.RequestException, ParseError, DefusedXmlException, ValueError):
        logger.warning("feed import failed", exc_info=True)
        return render_template("import.html", error="Could not read that feed."), 400
    return render_template("episodes.html", episodes=episodes[:200])
