from flask import Flask, jsonify, make_response, render_template, request
from markupsafe import Markup, escape

app = Flask(__name__)

TOOLS = {"spade": 4, "rake": 2, "shears": 1}


def card(heading, text):
    return Markup("<div class='card'><h3>{}</h3><p>{}</p></div>").format(heading, text)


@app.route("/tools/<name>")
def show_tool(name):
    count = TOOLS.get(name)
    if count is None:
        return f"<p>There is no tool called {escape(name)}.</p>", 404
    return str(card(name.title(), f"{count} left"))


@app.route("/tools")
def list_tools():
    term = request.args.get("q", "")
    found = sorted(t for t in TOOLS if term in t)
    return render_template("tools.html", term=term, tools=found)


@app.route("/api/tools")
def api_tools():
    term = request.args.get("q", "")
    return jsonify(query=term, tools=[t for t in TOOLS if term in t])


@app.route("/tools/<name>/label")
def label(name):
    width = int(request.args.get("width", 200))
    svg = f"<svg xmlns='http://www.w3.org/2000/svg' width='{width}'><text>{escape(name)}</text></svg>"
    resp = make_response(svg)
    resp.headers["Content-Type"] = "image/svg+xml"
    return resp
