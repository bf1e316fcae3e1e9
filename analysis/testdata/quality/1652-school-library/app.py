"""School library catalogue - small Flask app for the reading room terminals."""
import os

from flask import Blueprint, Flask, jsonify, request
from markupsafe import escape

from catalog_repo import CatalogRepo

bp = Blueprint("catalog", __name__, url_prefix="/catalog")
repo = CatalogRepo(os.environ.get("LIBRARY_DB", "library.db"))


@bp.route("/search")
def search():
    term = request.args.get("q", "").strip()[:80]
    sort = request.args.get("sort", "title")
    shelf = request.args.get("shelf", type=int)

    books = repo.search(term, sort=sort, shelf=shelf)
    if not books:
        page = "<html><body><h2>Nothing found</h2>"
        page += "<p>No book matches <b>%s</b>. Try another word.</p>" % escape(term)
        page += "</body></html>"
        return page, 404
    return jsonify({"count": len(books), "books": books})


@bp.route("/shelves")
def shelves():
    return jsonify(repo.shelves())


def create_app():
    app = Flask(__name__)
    app.register_blueprint(bp)
    return app


if __name__ == "__main__":
    create_app().run(port=5001)
