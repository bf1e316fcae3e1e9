"""AWS Lambda behind API Gateway: contact form of the bakery's website."""
import json
import os
import smtplib
from email.message import EmailMessage

import pymysql

OWNER = os.environ["OWNER_EMAIL"]


def one_line(text, limit):
    return " ".join(text.split())[:limit]


def build_mail(form):
    mail = EmailMessage()
    mail["From"] = "website@backstube-am-markt.de"
    mail["To"] = OWNER
    mail["Reply-To"] = one_line(form["email"], 200)
    mail["Subject"] = "Message from " + one_line(form["name"], 80)
    mail.set_content(form["message"][:5000])
    return mail


def send(form):
    mail = build_mail(form)
    with smtplib.SMTP(os.environ["SMTP_HOST"], 587, timeout=10) as smtp:
        smtp.starttls()
        smtp.login(os.environ["SMTP_USER"], os.environ["SMTP_PASSWORD"])
        smtp.send_message(mail)


def remember(form):
    conn = pymysql.connect(
        host=os.environ["DB_HOST"],
        user=os.environ["DB_USER"],
        password=os.environ["DB_PASSWORD"],
        database="bakery",
        connect_timeout=5,
        read_timeout=10,
    )
    try:
        with conn.cursor() as cur:
            cur.execute(
                "INSERT INTO messages (name, email, body) VALUES (%s, %s, %s)",
                (form["name"], form["email"], form["message"]),
            )
        conn.commit()
    finally:
        conn.close()


def lambda_handler(event, context):
    try:
        raw = json.loads(event["body"])
        form = {k: str(raw[k]) for k in ("name", "email", "message")}
    except (KeyError, TypeError, ValueError):
        return {"statusCode": 400, "body": json.dumps({"error": "all fields are required"})}
    remember(form)
    send(form)
    return {"statusCode": 200, "body": json.dumps({"sent": True})}
