"""Command line client of the ticket database."""
import click

import store


@click.group()
@click.option("--db", default="tickets.db", type=click.Path())
@click.pass_context
def cli(ctx, db):
    ctx.obj = store.TicketStore(db)


@cli.command()
@click.argument("text")
@click.option("--status", type=click.Choice(store.STATUSES), default="open")
@click.option("--sort", type=click.Choice(["id", "title"]), default="id")
@click.option("--limit", default=20, type=int)
@click.pass_obj
def search(tickets, text, status, sort, limit):
    """Search tickets by text."""
    for ticket in tickets.search(sort, limit, text=text, status=status):
        click.echo(f"{ticket.id:>5}  {ticket.status:<8} {ticket.title}")


@cli.command()
@click.argument("ids", type=int, nargs=-1)
@click.pass_obj
def close(tickets, ids):
    """Close tickets."""
    click.secho(f"{tickets.close(ids)} closed", fg="green")


@cli.command()
@click.argument("path", type=click.Path(exists=True))
@click.pass_obj
def load(tickets, path):
    """Load tickets from a text file, one title a line."""
    with open(path, encoding="utf-8") as handle:
        for line in handle:
            tickets.add(line.strip())


@cli.command()
@click.argument("target", type=click.File("w"))
@click.pass_obj
def export(tickets, target):
    """Write all tickets to a file."""
    for ticket in tickets.search("id", 100000):
        target.write(f"{ticket.id};{ticket.status};{ticket.title}\n")


@cli.command()
@click.pass_obj
def stats(tickets):
    """Show how many tickets there are."""
    for line in store.table(tickets.counts(), ("status", "count")):
        click.echo(line)
    click.echo("oldest open ticket: " + tickets.age_of_oldest())


@cli.command()
@click.argument("ticket_id", type=int)
@click.argument("assignee")
@click.pass_obj
def assign(tickets, ticket_id, assignee):
    """Assign a ticket to somebody."""
    tickets.assign(ticket_id, assignee)
    click.echo(f"ticket {ticket_id} is now assigned to {assignee}")


if __name__ == "__main__":
    cli()
