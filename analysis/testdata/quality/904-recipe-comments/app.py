import os
import re

from flask import Flask, redirect, render_template, request, url_for
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from markupsafe import Markup, escape

app = Flask(__name__)
app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
app.config["SESSION_COOKIE_SECURE"] = True
app.config["SESSION_COOKIE_SAMESITE"] = "Lax"
CSRFProtect(app)
db = SQLAlchemy(app)


class Recipe(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(200), nullable=False)
    body = db.Column(db.Text, nullable=False)
    comments = db.relationship("Comment", backref="recipe")


class Comment(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    recipe_id = db.Column(db.Integer, db.ForeignKey("recipe.id"), nullable=False)
    name = db.Column(db.String(80), nullable=False)
    text = db.Column(db.String(2000), nullable=False)


# make URLs clickable and keep line breaks; escape first, then add our own tags
def prettify(text):
    html = str(escape(text))
    html = re.sub(r"(https?://[^\s<>&]+)", r'<a href="\1" rel="nofollow">\1</a>', html)
    html = html.replace("\n", "<br>")
    return Markup(html)


app.jinja_env.filters["prettify"] = prettify


@app.route("/recipes/<int:recipe_id>")
def show_recipe(recipe_id):
    recipe = db.get_or_404(Recipe, recipe_id)
    # recipe.html uses {{ comment.text | prettify }}
    return render_template("recipe.html", recipe=recipe)


@app.route("/recipes/<int:recipe_id>/comments", methods=["POST"])
def add_comment(recipe_id):
    recipe = db.get_or_404(Recipe, recipe_id)
    name = request.form["name"].strip()[:80]
    text = request.form["text"].strip()[:2000]
    db.session.add(Comment(recipe_id=recipe.id, name=name, text=text))
    db.session.commit()
    return redirect(url_for("show_recipe", recipe_id=recipe.id))


@app.route("/search")
def search():
    q = request.args.get("q", "")
    hits = Recipe.query.filter(Recipe.title.ilike(f"%{q}%")).limit(30).all()
    if not hits:
        page = f"<h2>Nothing found for '{escape(q)}'</h2><a href='/'>Back</a>"
        return page
    return render_template("search.html", q=q, hits=hits)
