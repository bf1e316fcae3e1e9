import os
from datetime import datetime, timezone
from urllib.parse import urlsplit

import bleach
from flask import Flask, redirect, render_template_string, request, url_for
from flask_login import LoginManager, current_user, login_required
from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect
from markupsafe import Markup, escape

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ.get("DATABASE_URL", "sqlite:///blog.db")
app.config["SESSION_COOKIE_SECURE"] = True
app.config["MAX_CONTENT_LENGTH"] = 64 * 1024
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
    <div>{{ c.body }}</div>
  </article>
{% endfor %}
"""


def format_body(text):
    """Allow a handful of tags, drop everything else."""
    clean = bleach.clean(text, tags={"b", "i", "em", "strong", "code"}, attributes={}, strip=True)
    return Markup(clean)


def author_link(comment):
    if comment.website and urlsplit(comment.website).scheme in {"http", "https"}:
        return Markup('<a rel="nofollow" href="{}">{}</a>').format(comment.website, comment.author)
    return escape(comment.author)


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
    return "<h2>Results for '%s'</h2><p>%d found</p>" % (escape(term), len(hits))
