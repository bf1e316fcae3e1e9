"""Support desk API - ticket search."""
import os
from dataclasses import dataclass

from flask import Flask, jsonify, request
from flask_login import LoginManager, current_user, login_required

from repository import TicketRepository

app = Flask(__name__)
app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]
login_manager = LoginManager(app)

repo = TicketRepository(os.environ["DATABASE_URL"])


@dataclass
class SearchParams:
    text: str
    status: str
    sort: str
    direction: str
    page: int

    @classmethod
    def from_request(cls, args):
        return cls(
            text=args.get("q", "").strip(),
            status=args.get("status", "open"),
            sort=args.get("sort", "created_at"),
            direction=args.get("dir", "DESC"),
            page=max(args.get("page", 1, type=int), 1),
        )


@app.get("/api/tickets/search")
@login_required
def search_tickets():
    """Search the tickets of the current organisation."""
    params = SearchParams.from_request(request.args)
    tickets = repo.search(current_user.org_id, params)
    return jsonify({"page": params.page, "results": tickets})


if __name__ == "__main__":
    app.run(port=5001)
