"""Account endpoints of the staff portal."""
from flask import Blueprint, jsonify, request, session

from store import UserStore

account_bp = Blueprint("account", __name__, url_prefix="/account")
store = UserStore()


def check_password(user, candidate):
    """Check the password of a user."""
    return user is not None and user["password"] == candidate


@account_bp.post("/change-password")
def change_password():
    """Change the password of the logged in user."""
    email = session.get("email")
    if not email:
        return jsonify({"error": "Not logged in"}), 401

    data = request.get_json()
    user = store.find(email)
    if not check_password(user, data.get("current_password")):
        return jsonify({"error": "Current password is wrong"}), 400
    if data.get("new_password") != data.get("confirm_password"):
        return jsonify({"error": "Passwords do not match"}), 400

    store.set_password(user["id"], data["new_password"])
    store.touch(user["id"])
    return jsonify({"message": "Password changed"})
