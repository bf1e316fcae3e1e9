"""Recipe box: Flask + Peewee. Public reading, editing only by the cook who wrote the recipe."""
from typing import Any

from flask import Blueprint, abort, jsonify, request
from flask_login import current_user, login_required
from peewee import fn

from models import Ingredient, Recipe, database

bp = Blueprint("recipes", __name__, url_prefix="/api/recipes")

SORTABLE = {"title": Recipe.title, "minutes": Recipe.minutes, "added": Recipe.added}
EDITABLE = ("title", "minutes", "method", "servings")


def as_dict(recipe: Recipe) -> dict[str, Any]:
    return {
        "id": recipe.id,
        "title": recipe.title,
        "minutes": recipe.minutes,
        "servings": recipe.servings,
        "method": recipe.method,
    }


def mine(recipe_id: int) -> Recipe:
    recipe = Recipe.get_or_none((Recipe.id == recipe_id) & (Recipe.cook == current_user.id))
    if recipe is None:
        abort(404)
    return recipe


def read_fields() -> dict[str, Any]:
    payload = request.get_json()
    if not isinstance(payload, dict):
        abort(400)
    fields = {name: payload[name] for name in EDITABLE if name in payload}
    for name in ("minutes", "servings"):
        if name in fields and (not isinstance(fields[name], int) or not 0 < fields[name] < 10_000):
            abort(422)
    for name, limit in (("title", 120), ("method", 20_000)):
        if name in fields and (not isinstance(fields[name], str) or not 0 < len(fields[name]) <= limit):
            abort(422)
    return fields


@bp.get("")
def list_recipes():
    sort = request.args.get("sort", "title")
    descending = sort.startswith("-")
    column = SORTABLE.get(sort.lstrip("-"))
    if column is None:
        abort(400)
    page = min(max(request.args.get("page", 1, type=int), 1), 1000)
    query = Recipe.select().where(Recipe.published).order_by(column.desc() if descending else column.asc())
    if with_ingredient := request.args.get("with"):
        query = query.join(Ingredient).where(fn.LOWER(Ingredient.name) == with_ingredient[:60].lower())
    return jsonify([as_dict(r) for r in query.paginate(page, 30)])


@bp.get("/<int:recipe_id>")
def show(recipe_id: int):
    recipe = Recipe.get_or_none((Recipe.id == recipe_id) & Recipe.published)
    if recipe is None:
        abort(404)
    return jsonify(as_dict(recipe))


@bp.post("")
@login_required
def create():
    fields = read_fields()
    if not {"title", "minutes", "method"} <= fields.keys():
        abort(422)
    recipe = Recipe.create(cook=current_user.id, **fields)
    return jsonify(as_dict(recipe)), 201


@bp.patch("/<int:recipe_id>")
@login_required
def update(recipe_id: int):
    recipe = mine(recipe_id)
    for name, value in read_fields().items():
        setattr(recipe, name, value)
    recipe.save()
    return jsonify(as_dict(recipe))


@bp.delete("/<int:recipe_id>")
@login_required
def delete(recipe_id: int):
    with database.atomic():
        mine(recipe_id).delete_instance(recursive=True)
    return "", 204
