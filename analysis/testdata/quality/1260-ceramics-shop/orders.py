from flask import Blueprint, jsonify, request
from flask_login import current_user, login_required

from models import Order, Product, db

orders_bp = Blueprint("orders", __name__, url_prefix="/api/orders")


@orders_bp.post("")
@login_required
def place_order():
    payload = request.get_json()
    try:
        product_id = int(payload["product_id"])
        quantity = int(payload.get("quantity", 1))
    except (KeyError, TypeError, ValueError):
        return jsonify(error="product_id and quantity must be numbers"), 400
    if not 1 <= quantity <= 20:
        return jsonify(error="Quantity must be between 1 and 20"), 400

    product = db.session.get(Product, product_id, with_for_update=True)
    if product is None or product.stock < quantity:
        return jsonify(error="Product not available"), 409

    order = Order(
        user_id=current_user.id,
        product_id=product.id,
        quantity=quantity,
        total_cents=product.price_cents * quantity,
        address=str(payload.get("address", ""))[:500],
    )
    product.stock -= quantity
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
    order = Order.query.filter_by(id=order_id, user_id=current_user.id).first_or_404()
    if order.status != "pending":
        return jsonify(error="Order can no longer be cancelled"), 409
    order.status = "cancelled"
    db.session.commit()
    return jsonify(order.to_dict())
