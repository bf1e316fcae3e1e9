import os

from flask import Flask, abort, render_template, request
from markupsafe import escape

from store import RecipeStore

app = Flask(__name__)
store = RecipeStore(os.environ.get("RECIPES_DB", "recipes.db"))


# Small helper so every page has the same frame
def layout(title, body):
    return "<!doctype html><html><head><title>%s</title></head><body>%s</body></html>" % (
        escape(title),
        body,
    )


@app.route("/")
def index():
    return render_template("index.html")


@app.route("/recipes")
def recipes():
    term = request.args.get("q", "").strip()
    sort = request.args.get("sort", "title")
    page = max(request.args.get("page", 1, type=int), 1)

    rows = store.find(term, sort, page)

    items = "".join(
        f'<li><a href="/recipes/{int(r["id"])}">{escape(r["title"])}</a> ({int(r["minutes"])} min)</li>'
        for r in rows
    )
    heading = f"<h1>Results for {escape(term)}</h1>" if term else "<h1>All recipes</h1>"
    return layout("Recipes", heading + "<ul>" + items + "</ul>")


@app.route("/recipes/<int:recipe_id>")
def recipe(recipe_id):
    row = store.get(recipe_id)
    if row is None:
        abort(404)
    return render_template("recipe.html", recipe=row)


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=5000)
