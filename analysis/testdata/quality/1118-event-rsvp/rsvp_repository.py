import sqlite3
from dataclasses import dataclass


@dataclass
class Rsvp:
    event_id: int
    name: str
    seats: int


class RsvpRepository:
    def __init__(self, path: str) -> None:
        self._path = path

    def save(self, rsvp: Rsvp) -> None:
        conn = sqlite3.connect(self._path, timeout=5)
        try:
            with conn:
                conn.execute(
                    "INSERT INTO rsvps (event_id, name, seats) VALUES (?, ?, ?)",
                    (rsvp.event_id, rsvp.name, rsvp.seats),
                )
        finally:
            conn.close()

    def event(self, event_id: int) -> tuple[str, str] | None:
        conn = sqlite3.connect(self._path, timeout=5)
        try:
            return conn.execute("SELECT title, starts_at FROM events WHERE id = ?", (event_id,)).fetchone()
        finally:
            conn.close()
