import os
import re
from datetime import datetime, timezone

from flask import Flask, redirect, render_template_string, request, url_for
from flask_login import LoginManager, current_user, login_required
from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect
from markupsafe import Markup

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ.get("DATABASE_URL", "sqlite:///blog.db")
app.config["SESSION_COOKIE_SECURE"] = True
db = SQLAlchemy(app)
csrf = CSRFProtect(app)
login_manager = LoginManager(app)


class Comment(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    post_id = db.Column(db.Integer, index=True)
    author = db.Column(db.String(80))
    website = db.Column(db.String(200))
    body = db.Column(db.Text)
    created_at = db.Column(db.DateTime, default=lambda: datetime.now(timezone.utc))


PAGE = """
<!doctype html>
<title>Comments</title>
<h1>{{ count }} comments</h1>
{% for c in comments %}
  <article>
    <header>{{ c.heading }}</header>
    <div>{{ c.body|safe }}</div>
  </article>
{% endfor %}
"""


def format_body(text):
    """Very small markdown: **bold** and line breaks."""
    text = re.sub(r"\*\*([^*]{1,200})\*\*", r"<b>\1</b>", text)
    return text.replace("\n", "<br>")


def author_link(comment):
    if comment.website:
        return Markup(f'<a href="{comment.website}">{comment.author}</a>')
    return comment.author


@app.get("/posts/<int:post_id>/comments")
def list_comments(post_id):
    rows = Comment.query.filter_by(post_id=post_id).order_by(Comment.id.desc()).limit(100)
    comments = [{"heading": author_link(c), "body": format_body(c.body)} for c in rows]
    return render_template_string(PAGE, comments=comments, count=len(comments))


@app.post("/posts/<int:post_id>/comments")
@login_required
def add_comment(post_id):
    comment = Comment(
        post_id=post_id,
        author=current_user.name,
        website=request.form.get("website", ""),
        body=request.form["body"],
    )
    db.session.add(comment)
    db.session.commit()
    return redirect(url_for("list_comments", post_id=post_id))


@app.get("/search")
def search():
    term = request.args.get("q", "")
    hits = Comment.query.filter(Comment.body.contains(term)).limit(20).all()
    return "<h2>Results for '%s'</h2><p>%d found</p>" % (term, len(hits))
