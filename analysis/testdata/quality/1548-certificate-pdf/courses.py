import os
from dataclasses import dataclass
from datetime import date

import psycopg
from psycopg.rows import class_row


@dataclass
class Enrolment:
    id: int
    name: str
    email: str
    course: str
    finished_on: date | None


def _connect():
    return psycopg.connect(os.environ["DATABASE_URL"], connect_timeout=5, options="-c statement_timeout=10000")


def find_enrolment(enrolment_id: int) -> Enrolment | None:
    with _connect() as conn, conn.cursor(row_factory=class_row(Enrolment)) as cur:
        cur.execute(
            "SELECT e.id, p.name, p.email, c.title AS course, e.finished_on FROM enrolments e "
            "JOIN people p ON p.id = e.person_id JOIN courses c ON c.id = e.course_id WHERE e.id = %s",
            (enrolment_id,),
        )
        return cur.fetchone()


def mark_sent(enrolment_id: int) -> None:
    with _connect() as conn:
        conn.execute("UPDATE enrolments SET certificate_sent = now() WHERE id = %s", (enrolment_id,))
