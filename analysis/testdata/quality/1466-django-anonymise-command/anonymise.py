"""manage.py anonymise --table customers --older-than 730

Blanks personal columns of old rows. Works with SQL since the tables belong to
a legacy system that has no models here.
"""
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections, transaction

# table -> (age column, columns to blank)
PLAN = {
    "customers": ("last_order_at", ("name", "phone", "street")),
    "newsletter_log": ("sent_at", ("email",)),
    "support_tickets": ("closed_at", ("requester", "body")),
}
CHUNK = 1000


class Command(BaseCommand):
    help = "Blank personal data in old legacy rows."
    requires_migrations_checks = True

    def add_arguments(self, parser):
        parser.add_argument("--table", choices=sorted(PLAN), action="append", dest="tables")
        parser.add_argument("--older-than", type=int, default=730, metavar="DAYS")
        parser.add_argument("--database", default="legacy", choices=sorted(settings.DATABASES))
        parser.add_argument("--yes", action="store_true", help="do not ask for confirmation")

    def handle(self, *, tables, older_than, database, yes, **options):
        if older_than < 365:
            raise CommandError("Rows younger than a year are never anonymised.")
        tables = tables or sorted(PLAN)
        if not yes:
            answer = input(f"Anonymise {', '.join(tables)} older than {older_than} days? [y/N] ")
            if answer.strip().lower() != "y":
                raise CommandError("Cancelled.")

        connection = connections[database]
        for table in tables:
            changed = self.anonymise(connection, table, older_than)
            self.stdout.write(f"{table}: {changed} rows")

    def anonymise(self, connection, table, days):
        age_column, columns = PLAN[table]
        quote = connection.ops.quote_name
        assignments = ", ".join(f"{quote(c)} = NULL" for c in columns)
        any_left = " OR ".join(f"{quote(c)} IS NOT NULL" for c in columns)
        statement = (
            f"UPDATE {quote(table)} SET {assignments} WHERE id IN ("
            f"SELECT id FROM {quote(table)} WHERE {quote(age_column)} < now() - %s * interval '1 day' "
            f"AND ({any_left}) LIMIT %s)"
        )
        total = 0
        while True:
            with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
                cursor.execute(statement, [days, CHUNK])
                if cursor.rowcount == 0:
                    return total
                total += cursor.rowcount
