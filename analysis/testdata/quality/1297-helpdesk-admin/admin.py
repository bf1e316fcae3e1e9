"""Admin blueprint of the internal helpdesk."""
from functools import wraps

from flask import Blueprint, abort, jsonify, render_template, request
from flask_login import current_user, login_required

from database import query, execute

admin_bp = Blueprint("admin", __name__, url_prefix="/admin")


def agent_required(view):
    @wraps(view)
    @login_required
    def inner(*args, **kwargs):
        if not current_user.is_agent:
            abort(403)
        return view(*args, **kwargs)
    return inner


@admin_bp.get("/tickets")
@agent_required
def tickets():
    status = request.args.get("status", "open")
    rows = query("SELECT id, subject, opened_by, status FROM tickets WHERE status = %s ORDER BY id DESC LIMIT 100", (status,))
    return render_template("admin/tickets.html", tickets=rows)


@admin_bp.post("/tickets/<int:ticket_id>/assign")
@agent_required
def assign(ticket_id):
    print("assign form:", request.form.to_dict())
    execute("UPDATE tickets SET agent_id = %s WHERE id = %s", (request.form["agent_id"], ticket_id))
    return jsonify(ok=True)


@admin_bp.get("/users/<int:user_id>")
@agent_required
def user_detail(user_id):
    rows = query("SELECT * FROM users WHERE id = %s", (user_id,))
    if not rows:
        abort(404)
    user = dict(rows[0])
    return jsonify(user)


@admin_bp.post("/users/<int:user_id>/delete")
def delete_user(user_id):
    execute("DELETE FROM tickets WHERE opened_by = %s", (user_id,))
    execute("DELETE FROM users WHERE id = %s", (user_id,))
    return jsonify(deleted=user_id)
