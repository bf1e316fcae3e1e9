import os
import sqlite3
import uuid
from html.parser import HTMLParser

from flask import Flask, jsonify, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

import fetcher

app = Flask(__name__)
limiter = Limiter(get_remote_address, app=app, default_limits=["200 per hour"])
IMAGES = os.environ.get("RECIPE_IMAGES", "images")


class TitleParser(HTMLParser):
    def __init__(self):
        super().__init__()
        self.inside = False
        self.title = ""

    def handle_starttag(self, tag, attrs):
        self.inside = tag == "title"

    def handle_data(self, data):
        if self.inside:
            self.title += data

    def handle_endtag(self, tag):
        self.inside = False


class RecipeService:
    def __init__(self, path="recipes.db"):
        self.path = path

    def import_from(self, link):
        if not fetcher.is_trusted(link):
            raise PermissionError("site not supported")
        parser = TitleParser()
        parser.feed(fetcher.fetch_page(link))
        return self.store(parser.title.strip(), link)

    def store(self, title, link):
        with sqlite3.connect(self.path) as conn:
            cur = conn.execute("INSERT INTO recipes (title, link) VALUES (?, ?)", (title, link))
            return cur.lastrowid

    def attach_image(self, recipe_id, link):
        data = fetcher.fetch_image(link)
        name = f"{uuid.uuid4().hex}.img"
        with open(os.path.join(IMAGES, name), "wb") as out:
            out.write(data)
        with sqlite3.connect(self.path) as conn:
            conn.execute("UPDATE recipes SET image = ? WHERE id = ?", (name, recipe_id))
        return name


service = RecipeService()


@app.post("/recipes/import")
@limiter.limit("10 per minute")
def import_recipe():
    body = request.get_json()
    try:
        recipe_id = service.import_from(body["link"])
    except PermissionError:
        return jsonify(error="This site is not supported"), 422
    return jsonify(id=recipe_id), 201


@app.post("/recipes/<int:recipe_id>/image")
def add_image(recipe_id):
    body = request.get_json()
    return jsonify(image=service.attach_image(recipe_id, body["image_url"]))


@app.get("/nutrition/<int:food_id>")
def nutrition(food_id):
    return jsonify(fetcher.nutrition(food_id).get("foodNutrients", []))
