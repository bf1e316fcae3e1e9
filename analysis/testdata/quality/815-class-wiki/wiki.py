"""A tiny wiki for our class. Pages are Markdown files."""
import os

import markdown
from flask import Flask, abort, redirect, render_template_string, request, session, url_for
from flask_wtf.csrf import CSRFProtect

from storage import PageStore

app = Flask(__name__)
app.config["SECRET_KEY"] = os.environ["WIKI_SECRET"]
app.config["MAX_CONTENT_LENGTH"] = 512 * 1024
app.config["SESSION_COOKIE_SECURE"] = True
app.config["SESSION_COOKIE_SAMESITE"] = "Lax"
CSRFProtect(app)
store = PageStore()

LAYOUT = """
<html>
  <body>
    <h1>{title}</h1>
    <div class="page">{body}</div>
    <a href="{{{{ url_for('edit') }}}}">Edit</a>
  </body>
</html>
"""


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
    body = markdown.markdown(text, extensions=["tables"])
    source = LAYOUT.format(title=page.title(), body=body)
    return render_template_string(source)


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
