import logging

from flask import Blueprint, Flask, Response, abort, current_app, redirect, request

from return_target import ReturnTarget
from rsvp_repository import Rsvp, RsvpRepository

audit = logging.getLogger("rsvp.audit")
bp = Blueprint("rsvp", __name__)

ICS = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nSUMMARY:{title}\r\nDTSTART:{start}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"


def repository() -> RsvpRepository:
    return current_app.extensions["rsvps"]


@bp.post("/events/<int:event_id>/rsvp")
def create(event_id: int):
    name = request.form.get("name", "").strip()[:80]
    seats = request.form.get("seats", 1, type=int)
    if not name or not 1 <= seats <= 6:
        abort(400)
    repository().save(Rsvp(event_id, name, seats))
    audit.info(f"rsvp event={event_id} name={name} seats={seats}")
    return redirect(ReturnTarget(request).resolve(), code=303)


@bp.get("/events/<int:event_id>/calendar")
def calendar(event_id: int):
    event = repository().event(event_id)
    if event is None:
        abort(404)
    title, start = event
    body = ICS.format(title=title.replace("\n", " ").replace("\r", " "), start=start)
    return Response(body, mimetype="text/calendar", headers={"Content-Disposition": "attachment; filename=event.ics"})


@bp.get("/thanks")
def thanks():
    return "See you there!"


def create_app(path: str) -> Flask:
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = 32 * 1024
    app.extensions["rsvps"] = RsvpRepository(path)
    app.register_blueprint(bp)
    return app
