"""Support desk API - ticket search."""
import os

from flask import Flask, jsonify, request
from flask_login import LoginManager, current_user, login_required

from repository import TicketQuery, TicketRepository

app = Flask(__name__)
app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]
login_manager = LoginManager(app)

repo = TicketRepository(os.environ["DATABASE_URL"])


@app.get("/api/tickets/search")
@login_required
def search_tickets():
    """Search the tickets of the current organisation."""
    query = TicketQuery(
        text=request.args.get("q", "").strip(),
        status=request.args.get("status", "open"),
        sort=request.args.get("sort", "created_at"),
        descending=request.args.get("dir", "desc") != "asc",
        page=max(request.args.get("page", 1, type=int), 1),
    )
    tickets = repo.search(current_user.org_id, query)
    return jsonify({"page": query.page, "results": tickets})


if __name__ == "__main__":
    app.run(port=5001)
