#!/usr/bin/env python3
"""Create and list portal users.

    ./users.py add anna@corp.lan --name "Anna Berg"
    ./users.py import people.csv
"""
import csv
import hashlib
import os
import random
import smtplib
import sqlite3
import string

import click

DB = os.environ.get("PORTAL_DB", "portal.db")


def generate_password(length=12):
    characters = string.ascii_letters + string.digits + "!$%&"
    return "".join(random.choice(characters) for _ in range(length))


def hash_password(password):
    return hashlib.md5(password.encode()).hexdigest()


def send_welcome(email, name, password):
    message = (
        "From: portal@corp.lan\r\n"
        "To: %s <%s>\r\n"
        "Subject: Welcome, %s\r\n\r\n"
        "Your initial password is: %s\r\n"
    ) % (name, email, name, password)
    with smtplib.SMTP(os.environ.get("SMTP_HOST", "mail.corp.lan"), timeout=10) as smtp:
        smtp.sendmail("portal@corp.lan", [email], message)


class UserStore:
    def __init__(self, path):
        self.conn = sqlite3.connect(path)
        self.conn.execute("CREATE TABLE IF NOT EXISTS users (email TEXT PRIMARY KEY, name TEXT, password_hash TEXT)")

    def add(self, email, name):
        password = generate_password()
        self.conn.execute("INSERT INTO users VALUES (?, ?, ?)", (email, name, hash_password(password)))
        self.conn.commit()
        send_welcome(email, name, password)
        click.echo(f"Created {email} with password {password}")

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
