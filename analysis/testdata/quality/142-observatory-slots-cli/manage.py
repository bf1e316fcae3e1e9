"""Administration of the observatory's time slots."""
import csv
import hashlib
import hmac
import os
import sqlite3
import subprocess

import click

DB = "bookings.db"
COLUMNS = ("telescope", "observer")


def derive(password: str) -> tuple[bytes, bytes]:
    salt = os.urandom(16)
    return salt, hashlib.pbkdf2_hmac("sha256", password.encode(), salt, 600_000)


class Slots:
    def __init__(self, path):
        self.conn = sqlite3.connect(path)

    def find(self, column, value):
        if column not in COLUMNS:
            raise click.BadParameter(f"column must be one of {', '.join(COLUMNS)}")
        return self.conn.execute(f"SELECT telescope, observer FROM slots WHERE {column} LIKE ?", (f"%{value}%",))

    def add_account(self, login, password):
        salt, digest = derive(password)
        self.conn.execute("INSERT INTO accounts (login, salt, password) VALUES (?, ?, ?)", (login, salt, digest))
        self.conn.commit()


@click.group()
@click.option("--db", default=DB)
@click.pass_context
def cli(ctx, db):
    ctx.obj = Slots(db)


@cli.command()
@click.argument("login")
@click.password_option()
@click.pass_obj
def adduser(slots, login, password):
    slots.add_account(login, password)
    click.echo(f"Created {login}; the password was not shown on purpose")


@cli.command()
@click.argument("source", type=click.File("r"))
@click.pass_obj
def load(slots, source):
    """Import slots from a CSV file with a header line."""
    reader = csv.DictReader(source)
    missing = {"telescope", "observer", "starts"} - set(reader.fieldnames or ())
    if missing:
        raise click.ClickException("missing columns: " + ", ".join(sorted(missing)))
    rows = [(r["telescope"], r["observer"], r["starts"]) for r in reader]
    with slots.conn:
        slots.conn.executemany("INSERT INTO slots (telescope, observer, starts) VALUES (?, ?, ?)", rows)
    click.echo(f"{len(rows)} slots imported")


@cli.command()
@click.argument("target", type=click.Path(dir_okay=False, writable=True))
@click.option("--telescope")
@click.pass_obj
def export(slots, target, telescope):
    """Write the slots to a CSV file."""
    sql, params = "SELECT telescope, observer, starts FROM slots", []
    if telescope:
        sql += " WHERE telescope = ?"
        params.append(telescope)
    with open(target, "w", newline="") as fh:
        writer = csv.writer(fh)
        writer.writerow(["telescope", "observer", "starts"])
        writer.writerows(slots.conn.execute(sql + " ORDER BY starts", params))
    click.echo(f"written to {target}")


@cli.command()
@click.argument("table", type=click.Choice(["slots", "accounts"]))
@click.pass_obj
def count(slots, table):
    total = slots.conn.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]
    click.echo(total)


@cli.command()
@click.argument("login")
@click.option("--check", "password", prompt=True, hide_input=True)
@click.pass_obj
def verify(slots, login, password):
    """Check the password of an account."""
    row = slots.conn.execute("SELECT salt, password FROM accounts WHERE login = ?", (login,)).fetchone()
    if row is None:
        raise click.ClickException("no such account")
    salt, expected = row
    digest = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, 600_000)
    click.echo("password matches" if hmac.compare_digest(digest, expected) else "password does not match")


@cli.command()
@click.option("--to", "target", type=click.Path(), default="backup.db")
@click.pass_obj
def backup(slots, target):
    """Copy the database and compress the copy."""
    with sqlite3.connect(target) as copy:
        slots.conn.backup(copy)
    subprocess.run(["gzip", "--force", "--", target], check=True)


@cli.command()
@click.argument("column")
@click.argument("value")
@click.pass_obj
def find(slots, column, value):
    for telescope, observer in slots.find(column, value):
        click.echo(f"{telescope}: {observer}")


if __name__ == "__main__":
    cli()
