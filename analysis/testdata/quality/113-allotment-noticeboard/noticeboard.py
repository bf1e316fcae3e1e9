from datetime import datetime

from flask import Flask, Response, abort, request

app = Flask(__name__)

PAGE = """<!doctype html>
<html><head><title>{title}</title></head>
<body><h1>{title}</h1>{body}<hr><small>{stamp}</small></body></html>"""


def render(title, body):
    return PAGE.format(title=title, body=body, stamp=datetime.now().isoformat(timespec="minutes"))


def card(heading, text):
    return "<div class='card'><h3>" + heading + "</h3><p>" + text + "</p></div>"


@app.route("/plots/<plot>")
def show_plot(plot):
    body = card("Plot " + plot, "No notices yet.")
    return render("Plot overview", body)


@app.route("/search")
def search():
    term = request.args.get("q")
    if term is None:
        abort(400)
    hits = ["Compost delivery on Saturday", "Water is turned off in November"]
    found = [h for h in hits if term.lower() in h.lower()]
    if not found:
        body = f"<p>Nothing found for <em>{term}</em>.</p>"
    else:
        body = "<ul>" + "".join(f"<li>{h}</li>" for h in found) + "</ul>"
    html = render("Search", body)
    return Response(html, mimetype="text/html")


@app.route("/feed.txt")
def feed():
    name = request.args.get("name", "neighbour")
    return Response(f"Hello {name}, no news.", mimetype="text/plain")


if __name__ == "__main__":
    app.run()
