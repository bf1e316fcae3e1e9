"""Recipes written in Markdown by members, shown to everybody."""
import os
from contextlib import closing

import bleach
import markdown
import pymysql
from flask import Flask, abort, redirect, render_template_string, session, url_for
from flask_wtf import FlaskForm
from flask_wtf.csrf import CSRFProtect
from markupsafe import Markup
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length

app = Flask(__name__)
app.config.update(
    SECRET_KEY=os.environ["SECRET_KEY"],
    MAX_CONTENT_LENGTH=128 * 1024,
    SESSION_COOKIE_SECURE=True,
    SESSION_COOKIE_HTTPONLY=True,
    SESSION_COOKIE_SAMESITE="Lax",
)
CSRFProtect(app)

TAGS = {"p", "h2", "h3", "em", "strong", "ul", "ol", "li", "blockquote", "code", "a"}
ATTRS = {"a": ["href", "title"]}

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title></head>
<body><article><h1>{{ title }}</h1>{{ body }}</article></body></html>"""

FORM = """<!doctype html>
<form method="post">{{ form.hidden_tag() }}{{ form.title() }}{{ form.source() }}
<button>Save</button></form>"""


class RecipeForm(FlaskForm):
    title = StringField(validators=[InputRequired(), Length(max=120)])
    source = TextAreaField(validators=[InputRequired(), Length(max=40_000)])


def connect():
    return pymysql.connect(
        host=os.environ["DB_HOST"],
        user=os.environ["DB_USER"],
        password=os.environ["DB_PASSWORD"],
        database="recipes",
        connect_timeout=5,
        read_timeout=10,
        write_timeout=10,
        autocommit=True,
    )


def to_html(source: str) -> Markup:
    raw = markdown.markdown(source, extensions=["sane_lists"])
    cleaned = bleach.clean(raw, tags=TAGS, attributes=ATTRS, protocols={"https"}, strip=True)
    return Markup(cleaned)


@app.get("/recipes/<int:recipe_id>")
def show(recipe_id):
    with closing(connect()) as conn, conn.cursor() as cur:
        cur.execute("SELECT title, source FROM recipes WHERE id = %s AND public = 1", (recipe_id,))
        row = cur.fetchone()
    if row is None:
        abort(404)
    title, source = row
    return render_template_string(PAGE, title=title, body=to_html(source))


@app.route("/recipes/<int:recipe_id>/edit", methods=["GET", "POST"])
def edit(recipe_id):
    member_id = session.get("member_id")
    if member_id is None:
        abort(401)
    with closing(connect()) as conn, conn.cursor() as cur:
        cur.execute(
            "SELECT title, source FROM recipes WHERE id = %s AND member_id = %s",
            (recipe_id, member_id),
        )
        row = cur.fetchone()
        if row is None:
            abort(404)
        form = RecipeForm(title=row[0], source=row[1])
        if form.validate_on_submit():
            cur.execute(
                "UPDATE recipes SET title = %s, source = %s WHERE id = %s AND member_id = %s",
                (form.title.data, form.source.data, recipe_id, member_id),
            )
            return redirect(url_for("show", recipe_id=recipe_id))
    return render_template_string(FORM, form=form)
