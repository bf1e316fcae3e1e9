from flask import Blueprint, Response, abort, jsonify, request
from markupsafe import Markup, escape
from sqlalchemy import create_engine, text

from criteria import LIGHT, Criteria

plants = Blueprint("plants", __name__)
engine = create_engine("sqlite:///plants.db")
THEMES = ("light", "dark")


def highlight(value, words):
    result = escape(value)
    for word in words:
        safe = escape(word)
        result = result.replace(safe, Markup("<mark>{}</mark>").format(safe))
    return result


def hit(row, words):
    return Markup('<li><a href="/plants/{}">{}</a> <small>{}</small></li>').format(
        row["id"], highlight(row["latin"], words), row["common"]
    )


@plants.get("/search")
def search():
    criteria = Criteria.from_args(request.args)
    query, values = criteria.statement()
    with engine.connect() as conn:
        rows = conn.execute(query, values).mappings().all()
    items = Markup("").join(hit(r, criteria.words) for r in rows)
    asked = escape(request.args.get("q", ""))
    page = f"<h1>{len(rows)} plants for {asked}</h1><ul>{items}</ul>"
    return Response(page, mimetype="text/html")


@plants.get("/plants/<int:plant_id>")
def show(plant_id):
    with engine.connect() as conn:
        row = conn.execute(
            text("SELECT latin, common FROM plants WHERE id = :id"), {"id": plant_id}
        ).mappings().first()
    if row is None:
        abort(404)
    return f"<h1>{escape(row['latin'])}</h1><p>{escape(row['common'])}</p>"


@plants.get("/widget")
def widget():
    theme = request.args.get("theme")
    if theme not in THEMES:
        theme = "light"
    body = '<div class="%s"><b>%s</b></div>' % (theme, escape(request.args.get("title", "Plants")))
    return body, 200, {"Content-Type": "text/html; charset=utf-8"}


@plants.get("/api/light")
def light():
    return jsonify(asked=request.args.get("q", ""), values=sorted(LIGHT))
