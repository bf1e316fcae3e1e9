"""Calendar feeds (.ics) for hospital shifts. Calendar programs cannot sign in, so each feed
address carries its own signature; a nurse can renew it at any time."""
import base64
import hashlib
import hmac
from datetime import datetime, timezone
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from pydantic import BaseModel

from config import Settings, get_settings
from shifts import Nurse, ShiftStore, current_nurse, get_store, hit

router = APIRouter(prefix="/calendar")

Config = Annotated[Settings, Depends(get_settings)]
Store = Annotated[ShiftStore, Depends(get_store)]


class FeedAddress(BaseModel):
    url: str


def signature(settings: Settings, nurse_id: int, version: int) -> str:
    key = settings.feed_key.get_secret_value().encode()
    mac = hmac.new(key, f"feed:{nurse_id}:{version}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(mac).rstrip(b"=").decode()


def ics_text(value: str) -> str:
    """RFC 5545 escaping; line breaks must not start new properties."""
    value = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return value.replace("\r\n", "\\n").replace("\r", "\\n").replace("\n", "\\n")


def stamp(moment: datetime) -> str:
    return moment.astimezone(timezone.utc).strftime("%Y%m%dT%H%M%SZ")


async def few_requests(request: Request) -> None:
    address = request.client.host if request.client else "-"
    if not await hit(f"feed:{address}", limit=60, seconds=3600):
        raise HTTPException(429, "Too many requests")


@router.get("/address", response_model=FeedAddress)
async def my_address(me: Annotated[Nurse, Depends(current_nurse)], settings: Config):
    token = signature(settings, me.id, me.feed_version)
    return FeedAddress(url=f"{settings.public_url}/calendar/{me.id}/{token}.ics")


@router.post("/renew", status_code=204)
async def renew(me: Annotated[Nurse, Depends(current_nurse)], store: Store) -> None:
    await store.bump_feed_version(me.id)


@router.get("/{nurse_id}/{token}.ics", dependencies=[Depends(few_requests)])
async def feed(nurse_id: int, token: str, settings: Config, store: Store) -> Response:
    version = await store.feed_version(nurse_id)
    expected = signature(settings, nurse_id, version if version is not None else -1)
    if not hmac.compare_digest(expected.encode(), token.encode()) or version is None:
        raise HTTPException(404, "No such calendar")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//shifts//EN"]
    for shift in await store.upcoming(nurse_id, limit=200):
        lines += [
            "BEGIN:VEVENT",
            f"UID:{shift.id}@shifts",
            f"DTSTAMP:{stamp(shift.starts_at)}",
            f"DTSTART:{stamp(shift.starts_at)}",
            f"DTEND:{stamp(shift.ends_at)}",
            f"SUMMARY:{ics_text(shift.ward)}",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return Response(
        "\r\n".join(lines) + "\r\n",
        media_type="text/calendar",
        headers={"Cache-Control": "private, max-age=900", "Content-Disposition": f'inline; filename="{nurse_id}.ics"'},
    )
