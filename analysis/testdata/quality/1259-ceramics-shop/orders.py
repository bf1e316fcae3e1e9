from flask import Blueprint, jsonify, request
from flask_login import current_user, login_required

from models import Order, Product, db

orders_bp = Blueprint("orders", __name__, url_prefix="/api/orders")


@orders_bp.post("")
@login_required
def place_order():
    payload = request.get_json()
    product = db.session.get(Product, payload.get("product_id"))
    if product is None or product.stock < 1:
        return jsonify(error="Product not available"), 409

    fields = {"user_id": current_user.id, "total_cents": product.price_cents}
    fields.update(payload)
    order = Order(**fields)
    product.stock -= 1
    db.session.add(order)
    db.session.commit()
    return jsonify(order.to_dict()), 201


@orders_bp.get("/mine")
@login_required
def my_orders():
    rows = Order.query.filter_by(user_id=current_user.id).order_by(Order.id.desc()).limit(50)
    return jsonify([o.to_dict() for o in rows])


@orders_bp.post("/<int:order_id>/cancel")
@login_required
def cancel_order(order_id):
    order = Order.query.get_or_404(order_id)
    if order.status != "pending":
        return jsonify(error="Order can no longer be cancelled"), 409
    order.status = "cancelled"
    db.session.commit()
    return jsonify(order.to_dict())
