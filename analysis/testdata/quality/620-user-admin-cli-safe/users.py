#!/usr/bin/env python3
"""Create and list portal users.

    ./users.py add anna@corp.lan --name "Anna Berg"
    ./users.py import people.csv
"""
import csv
import os
import secrets
import smtplib
import sqlite3
from email.headerregistry import Address
from email.message import EmailMessage

import bcrypt
import click

DB = os.environ.get("PORTAL_DB", "portal.db")


def generate_password():
    return secrets.token_urlsafe(12)


def hash_password(password):
    return bcrypt.hashpw(password.encode(), bcrypt.gensalt(rounds=12)).decode()


def one_line(text):
    return " ".join(text.splitlines()).strip()


def send_welcome(email, name, password):
    name = one_line(name)
    message = EmailMessage()
    message["From"] = "portal@corp.lan"
    message["To"] = Address(display_name=name, addr_spec=one_line(email))
    message["Subject"] = "Welcome, %s" % name
    message.set_content("Your initial password is: %s\n\nPlease change it after signing in." % password)
    with smtplib.SMTP(os.environ.get("SMTP_HOST", "mail.corp.lan"), timeout=10) as smtp:
        smtp.starttls()
        smtp.send_message(message)


class UserStore:
    def __init__(self, path):
        self.conn = sqlite3.connect(path, timeout=5)
        self.conn.execute("CREATE TABLE IF NOT EXISTS users (email TEXT PRIMARY KEY, name TEXT, password_hash TEXT)")

    def add(self, email, name):
        password = generate_password()
        self.conn.execute("INSERT INTO users VALUES (?, ?, ?)", (email, name, hash_password(password)))
        self.conn.commit()
        send_welcome(email, name, password)
        click.echo(f"Created {email}; the password has been mailed")

    def rows(self):
        return self.conn.execute("SELECT email, name FROM users ORDER BY email LIMIT 500")


@click.group()
@click.pass_context
def cli(ctx):
    ctx.obj = UserStore(DB)


@cli.command()
@click.argument("email")
@click.option("--name", default="")
@click.pass_obj
def add(store, email, name):
    store.add(email, name)


@cli.command(name="import")
@click.argument("file", type=click.File("r"))
@click.pass_obj
def import_(store, file):
    for row in csv.DictReader(file):
        store.add(row["email"], row["name"])


@cli.command(name="list")
@click.pass_obj
def list_(store):
    for email, name in store.rows():
        click.echo(f"{email:40} {name}")


if __name__ == "__main__":
    cli()
