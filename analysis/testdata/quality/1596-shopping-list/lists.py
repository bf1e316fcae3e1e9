"""Shared shopping lists: Flask + Peewee. A list is visible to its members only."""
from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from flask_login import current_user, login_required
from itsdangerous import BadSignature, URLSafeTimedSerializer

from models import Item, Membership, ShoppingList, database

bp = Blueprint("lists", __name__, url_prefix="/lists")
INVITE_AGE = 7 * 86_400


def invites():
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="list-invite")


def visible():
    """Base query: the lists the current user takes part in."""
    return ShoppingList.select().join(Membership).where(Membership.user == current_user.id)


def visible_or_404(list_id):
    found = visible().where(ShoppingList.id == list_id).first()
    if found is None:
        abort(404)
    return found


def item_or_404(item_id):
    found = Item.select().where((Item.id == item_id) & Item.shopping_list.in_(visible())).first()
    if found is None:
        abort(404)
    return found


@bp.get("/")
@login_required
def index():
    return render_template("lists.html", lists=visible().order_by(ShoppingList.name).limit(100))


@bp.post("/")
@login_required
def create():
    name = request.form.get("name", "").strip()
    if not 0 < len(name) <= 60:
        abort(400)
    with database.atomic():
        fresh = ShoppingList.create(name=name)
        Membership.create(user=current_user.id, shopping_list=fresh)
    return redirect(url_for("lists.show", list_id=fresh.id))


@bp.get("/<int:list_id>")
@login_required
def show(list_id):
    found = visible_or_404(list_id)
    return render_template("list.html", list=found, items=found.items.order_by(Item.done, Item.name).limit(300))


@bp.post("/<int:list_id>/items")
@login_required
def add_item(list_id):
    found = visible_or_404(list_id)
    name = request.form.get("name", "").strip()
    if not 0 < len(name) <= 80 or found.items.count() >= 300:
        abort(400)
    Item.create(shopping_list=found, name=name)
    return redirect(url_for("lists.show", list_id=found.id))


@bp.post("/items/<int:item_id>/toggle")
@login_required
def toggle(item_id):
    item = item_or_404(item_id)
    Item.update(done=~Item.done).where(Item.id == item.id).execute()
    return redirect(url_for("lists.show", list_id=item.shopping_list_id))


@bp.post("/items/<int:item_id>/delete")
@login_required
def delete_item(item_id):
    item = item_or_404(item_id)
    item.delete_instance()
    return redirect(url_for("lists.show", list_id=item.shopping_list_id))


@bp.post("/<int:list_id>/invite")
@login_required
def invite(list_id):
    token = invites().dumps(visible_or_404(list_id).id)
    return render_template("invite.html", link=url_for("lists.join_page", token=token, _external=True))


def invited_list(token):
    try:
        return ShoppingList.get_by_id(invites().loads(token, max_age=INVITE_AGE))
    except (BadSignature, ShoppingList.DoesNotExist):
        abort(404)


@bp.get("/join/<token>")
@login_required
def join_page(token):
    return render_template("join.html", list=invited_list(token), token=token)


@bp.post("/join/<token>")
@login_required
def join(token):
    found = invited_list(token)
    Membership.get_or_create(user=current_user.id, shopping_list=found)
    return redirect(url_for("lists.show", list_id=found.id))
