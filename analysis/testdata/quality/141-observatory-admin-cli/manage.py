"""Administration of the observatory's booking database."""
import sqlite3

import click

DB = "bookings.db"


class Accounts:
    def __init__(self, path):
        self.conn = sqlite3.connect(path)

    def add(self, login, password, role="observer"):
        self.conn.execute(
            "INSERT INTO accounts (login, password, role) VALUES (?, ?, ?)",
            (login, password, role),
        )
        self.conn.commit()

    def find(self, column, value):
        return self.conn.execute(f"SELECT login, role FROM accounts WHERE {column} LIKE '%{value}%'")

    def drop(self, login):
        self.conn.execute("DELETE FROM accounts WHERE login = ?", (login,))
        self.conn.commit()


@click.group()
@click.option("--db", default=DB, show_default=True)
@click.pass_context
def cli(ctx, db):
    ctx.obj = Accounts(db)


@cli.command()
@click.argument("login")
@click.password_option()
@click.option("--role", type=click.Choice(["observer", "operator"]), default="observer")
@click.pass_obj
def adduser(accounts, login, password, role):
    """Create an account."""
    accounts.add(login, password, role)
    click.echo(f"Created {login} with password {password}")


@cli.command()
@click.argument("column")
@click.argument("value")
@click.pass_obj
def find(accounts, column, value):
    for login, role in accounts.find(column, value):
        click.echo(f"{login:20} {role}")


@cli.command()
@click.argument("login")
@click.confirmation_option(prompt="Delete this account?")
@click.pass_obj
def deluser(accounts, login):
    accounts.drop(login)


if __name__ == "__main__":
    cli()
