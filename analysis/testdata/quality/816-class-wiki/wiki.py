"""A tiny wiki for our class. Pages are Markdown files."""
import os

import bleach
import markdown
from flask import Flask, abort, redirect, render_template_string, request, session, url_for
from flask_wtf.csrf import CSRFProtect
from markupsafe import Markup

from storage import BadPageName, PageStore

app = Flask(__name__)
app.config["SECRET_KEY"] = os.environ["WIKI_SECRET"]
app.config["MAX_CONTENT_LENGTH"] = 512 * 1024
app.config["SESSION_COOKIE_SECURE"] = True
app.config["SESSION_COOKIE_SAMESITE"] = "Lax"
CSRFProtect(app)
store = PageStore()

ALLOWED_TAGS = ["p", "h1", "h2", "h3", "ul", "ol", "li", "em", "strong", "code", "pre",
                "table", "thead", "tbody", "tr", "th", "td"]

LAYOUT = """
<html>
  <body>
    <h1>{{ title }}</h1>
    <div class="page">{{ body }}</div>
    <a href="{{ url_for('edit') }}">Edit</a>
  </body>
</html>
"""


@app.errorhandler(BadPageName)
def bad_page_name(_error):
    return "Invalid page name", 400


@app.before_request
def members_only():
    if "member" not in session:
        abort(401)


@app.get("/view")
def view():
    page = request.args.get("page", "home")
    try:
        text = store.read("10b", page)
    except FileNotFoundError:
        abort(404)
    rendered = markdown.markdown(text, extensions=["tables"])
    body = Markup(bleach.clean(rendered, tags=ALLOWED_TAGS, attributes={}))
    return render_template_string(LAYOUT, title=page.title(), body=body)


@app.get("/edit")
def edit():
    return render_template_string(
        "<form method=post action='{{ url_for(\"save\") }}'>"
        "<input type=hidden name=csrf_token value='{{ csrf_token() }}'>"
        "<input name=page><textarea name=text></textarea><button>Save</button></form>"
    )


@app.post("/save")
def save():
    page = request.form["page"]
    store.write("10b", page, request.form["text"])
    return redirect(url_for("view", page=page))
