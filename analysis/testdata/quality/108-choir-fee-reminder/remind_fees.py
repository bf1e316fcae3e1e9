#!/usr/bin/env python3
"""Remind the members who have not paid the fee of a year."""
import argparse
import os
import smtplib
import sqlite3
import sys
from email.message import EmailMessage

SMTP_HOST = os.getenv("CHOIR_SMTP_HOST", "localhost")
SMTP_USER = os.environ.get("CHOIR_SMTP_USER", "")
PASSWORD_HINT = "Set CHOIR_SMTP_PASSWORD before running this script."


def unpaid(conn, year, voices):
    placeholders = ",".join(["?"] * len(voices))
    query = (
        "SELECT m.name, m.email, f.amount FROM members m JOIN fees f ON f.member_id = m.id "
        "WHERE f.year = ? AND f.paid_on IS NULL AND m.voice IN (%s)" % placeholders
    )
    return conn.execute(query, [year, *voices]).fetchall()


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("year", type=int)
    parser.add_argument("--db", default="choir.sqlite")
    parser.add_argument("--voice", action="append", choices=["soprano", "alto", "tenor", "bass"])
    args = parser.parse_args(argv)

    smtp_password = os.environ.get("CHOIR_SMTP_PASSWORD")
    if not smtp_password:
        print(PASSWORD_HINT, file=sys.stderr)
        return 2

    with sqlite3.connect(args.db) as conn:
        rows = unpaid(conn, args.year, args.voice or ["soprano", "alto", "tenor", "bass"])

    with smtplib.SMTP(SMTP_HOST, 587, timeout=30) as smtp:
        smtp.starttls()
        smtp.login(SMTP_USER, smtp_password)
        for name, email, amount in rows:
            msg = EmailMessage()
            msg["Subject"], msg["From"], msg["To"] = f"Choir fee {args.year}", SMTP_USER, email
            msg.set_content(f"Dear {name},\n\nthe fee of {amount:.2f} EUR is still open.\n")
            smtp.send_message(msg)
    print(f"reminded {len(rows)} members")
    return 0


if __name__ == "__main__":
    sys.exit(main())
