import os
import secrets

from flask import Flask, abort, jsonify, make_response, request

from card import RecipeCard
from recipe_store import RecipeStore

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 16 * 1024
store = RecipeStore(os.environ["RECIPES_DB"])

GUEST_COOKIE = "guest_session"


@app.get("/recipes/<int:recipe_id>/card")
def recipe_card(recipe_id: int):
    recipe = store.load(recipe_id)
    if recipe is None:
        abort(404)
    servings = request.args.get("servings", recipe.servings, type=int)
    card = RecipeCard(recipe, request.args.get("heading", ""), servings)
    response = make_response(card.render())
    if GUEST_COOKIE not in request.cookies:
        response.set_cookie(GUEST_COOKIE, secrets.token_urlsafe(24), max_age=90 * 86400)
    return response


@app.post("/recipes/<int:recipe_id>/notes")
def add_note(recipe_id: int):
    guest = request.cookies.get(GUEST_COOKIE)
    if not guest:
        abort(403)
    payload = request.get_json()
    text = str(payload.get("text", "")).strip()
    if not text:
        return jsonify(error="Note is empty"), 400
    store.add_note(recipe_id, guest, text)
    return jsonify(saved=True), 201
