"""Server rendered status page without a template engine."""
import os
from html import escape as h

from flask import Flask, Response, jsonify, make_response, request
from markupsafe import Markup, escape

from html_builder import Element, Text, page

app = Flask(__name__)
THEMES = {"light": "theme-light", "dark": "theme-dark"}

SERVICES = {
    "api": "operational",
    "mail": "degraded",
    "search": "operational",
}


def badge(state: str) -> Markup:
    return Markup('<span class="badge">{}</span>').format(state)


@app.route("/")
def index():
    theme = THEMES.get(request.args.get("theme"), "theme-light")
    name = request.args.get("name", "visitor")
    rows = "".join(f"<tr><td>{key}</td><td>{badge(state)}</td></tr>" for key, state in SERVICES.items())
    return f"<body class='{theme}'><h1>Hello {escape(name)}</h1><table>{rows}</table></body>"


@app.route("/service")
def service():
    wanted = request.args.get("id", "")
    state = SERVICES.get(wanted)
    if state is None:
        body = page("Unknown", Element("p", Text(f"No service called {wanted}")))
        return make_response(body, 404)
    return make_response(page(wanted, Element("p", Text(state))))


@app.route("/incidents")
def incidents():
    limit = request.args.get("limit", default=10, type=int)
    query = request.args.get("q", "")
    return (
        f'<form><input name="q" value="{h(query, quote=True)}"></form>'
        f"<p>Showing {limit} incidents</p>"
    )


@app.route("/echo")
def echo():
    return Response(request.args.get("text", ""), mimetype="text/plain")


@app.route("/api/service/<name>")
def api_service(name):
    return jsonify({"name": name, "state": SERVICES.get(name, "<unknown>"), "html": f"<b>{name}</b>"})


@app.route("/api/echo")
def api_echo():
    return {"you_sent": request.args.get("text", "")}
