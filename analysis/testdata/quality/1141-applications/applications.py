import sqlite3
from dataclasses import dataclass

from attachments import Attachment


@dataclass
class Application:
    position: str
    name: str
    email: str


class ApplicationRepository:
    def __init__(self, path: str) -> None:
        self._path = path

    def add(self, application: Application, attachment: Attachment) -> int:
        conn = sqlite3.connect(self._path, timeout=5)
        try:
            with conn:
                cursor = conn.execute(
                    "INSERT INTO applications (position, name, email, file, checksum) VALUES (?, ?, ?, ?, ?)",
                    (application.position, application.name, application.email, attachment.filename, attachment.checksum),
                )
            return int(cursor.lastrowid)
        finally:
            conn.close()
