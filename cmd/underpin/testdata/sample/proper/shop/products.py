from urllib.parse import urlparse

import requests
from flask import Blueprint, abort, jsonify, render_template, request

from .db import search_products

products = Blueprint("products", __name__)

PREVIEW_HOSTS = {"shop.example.org", "blog.example.org"}


@products.route("/search")
def search():
    term = request.args.get("q", "")
    return render_template("search.html", term=term, rows=search_products(term))


@products.route("/preview")
def preview():
    url = request.args["url"]
    if urlparse(url).hostname not in PREVIEW_HOSTS:
        abort(400)
    page = requests.get(url, timeout=5, allow_redirects=False)
    return jsonify(title=page.text.partition("<title>")[2].partition("</title>")[0])
