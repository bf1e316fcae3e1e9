#!/usr/bin/env python3
"""Mail the rehearsal plan to every singer of a voice group."""
import argparse
import smtplib
import sqlite3
from email.message import EmailMessage

SMTP_HOST = "mail.kammerchor.example"
SMTP_USER = "plan@kammerchor.example"
SMTP_PASSWORD = "Tq7#vR2m!zLk9wXe"


def singers_of(db_path, voice, since=None):
    conn = sqlite3.connect(db_path)
    try:
        query = "SELECT name, email FROM singers WHERE voice = '%s'" % voice
        if since:
            query += " AND joined >= '%s'" % since
        return conn.execute(query).fetchall()
    finally:
        conn.close()


def compose(name, email, body):
    msg = EmailMessage()
    msg["Subject"] = "Rehearsal plan"
    msg["From"] = SMTP_USER
    msg["To"] = email
    msg.set_content(f"Dear {name},\n\n{body}\n")
    return msg


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("plan", help="text file with the plan")
    parser.add_argument("--db", default="choir.sqlite")
    parser.add_argument("--voice", required=True)
    parser.add_argument("--since")
    parser.add_argument("--dry-run", action="store_true")
    args = parser.parse_args()

    with open(args.plan, encoding="utf-8") as fh:
        body = fh.read()

    recipients = singers_of(args.db, args.voice, args.since)
    if args.dry_run:
        for name, email in recipients:
            print(f"would mail {name} <{email}>")
        return

    with smtplib.SMTP(SMTP_HOST, 587, timeout=30) as smtp:
        smtp.starttls()
        smtp.login(SMTP_USER, SMTP_PASSWORD)
        for name, email in recipients:
            smtp.send_message(compose(name, email, body))
    print(f"sent {len(recipients)} mails")


if __name__ == "__main__":
    main()
