import requests
from flask import Blueprint, jsonify, request

from .db import search_products

products = Blueprint("products", __name__)


@products.route("/search")
def search():
    term = request.args.get("q", "")
    rows = search_products(term)
    items = "".join(f"<li>{row['name']}: {row['price']}</li>" for row in rows)
    return f"<h1>Results for {term}</h1><ul>{items}</ul>"


@products.route("/preview")
def preview():
    url = request.args["url"]
    page = requests.get(url, timeout=5)
    return jsonify(title=page.text.partition("<title>")[2].partition("</title>")[0])
