"""AWS Lambda behind API Gateway: contact form of the bakery's website."""
import json
import os
import smtplib

import pymysql

OWNER = os.environ["OWNER_EMAIL"]


def build_mail(form):
    headers = [
        "From: website@backstube-am-markt.de",
        "To: " + OWNER,
        "Reply-To: " + form["email"],
        "Subject: Message from " + form["name"],
    ]
    return "\r\n".join(headers) + "\r\n\r\n" + form["message"]


def send(form):
    mail = build_mail(form)
    with smtplib.SMTP(os.environ["SMTP_HOST"], 587) as smtp:
        smtp.starttls()
        smtp.login(os.environ["SMTP_USER"], os.environ["SMTP_PASSWORD"])
        smtp.sendmail("website@backstube-am-markt.de", [OWNER], mail.encode("utf-8"))


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
                f"INSERT INTO messages (name, email, body) VALUES ('{form['name']}', '{form['email']}', '{form['message']}')"
            )
        conn.commit()
    finally:
        conn.close()


def lambda_handler(event, context):
    form = json.loads(event["body"])
    missing = [k for k in ("name", "email", "message") if not form.get(k)]
    if missing:
        return {"statusCode": 400, "body": json.dumps({"error": "all fields are required"})}
    remember(form)
    send(form)
    return {"statusCode": 200, "body": json.dumps({"sent": True})}
