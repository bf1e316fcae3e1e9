from flask import Blueprint, Response, abort, jsonify, request
from markupsafe import Markup, escape

from criteria import Criteria
from objects import ObjectIndex

museum = Blueprint("museum", __name__)
index = ObjectIndex()


def highlight(value, words):
    result = str(escape(value))
    for word in words:
        result = result.replace(word, f"<mark>{word}</mark>")
    return Markup(result)


def hit(obj, words):
    return (
        f'<li><a href="/objects/{obj["id"]}">{highlight(obj["title"], words)}</a>'
        f" <small>{escape(obj['artist'])}</small></li>"
    )


@museum.get("/search")
def search():
    criteria = Criteria.from_args(request.args)
    hits = index.search(criteria)
    items = "".join(hit(o, criteria.words) for o in hits)
    heading = f"<h1>{len(hits)} objects, period: {criteria.period or 'all'}</h1>"
    return Response(heading + f"<ul>{items}</ul>", mimetype="text/html")


@museum.get("/objects/<int:object_id>")
def show(object_id):
    obj = index.one(object_id)
    if obj is None:
        abort(404)
    return f"<h1>{escape(obj['title'])}</h1><p>{escape(obj['artist'])}, room {obj['room']}</p>"


@museum.get("/api/rooms")
def rooms():
    return jsonify([dict(r) for r in index.rooms()])


@museum.get("/widget")
def widget():
    theme = request.args.get("theme", "light")
    obj = index.one(request.args.get("id", type=int)) or abort(404)
    body = '<div class="%s"><b>%s</b></div>' % (theme, escape(obj["title"]))
    return body, 200, {"Content-Type": "text/html; charset=utf-8"}
