"""manage.py import_members members.csv [--dry-run]

Creates or updates members from the CSV file of the federation. Runs in one transaction.
"""
import csv
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from members import Member
from rows import RowForm

MAX_BYTES = 20 * 1024 * 1024


class Command(BaseCommand):
    help = "Imports the member list of the federation"

    def add_arguments(self, parser):
        parser.add_argument("file", help="name of a file in settings.IMPORT_DIR")
        parser.add_argument("--dry-run", action="store_true")

    def resolve(self, name):
        folder = Path(settings.IMPORT_DIR).resolve()
        path = (folder / name).resolve()
        if not path.is_relative_to(folder) or path.suffix != ".csv":
            raise CommandError("Only .csv files inside of the import folder.")
        return path

    def handle(self, *args, **options):
        path = self.resolve(options["file"])
        created = updated = 0
        try:
            with path.open(newline="", encoding="utf-8-sig") as fh, transaction.atomic():
                if path.stat().st_size > MAX_BYTES:
                    raise CommandError("The file is too large.")
                for number, row in enumerate(csv.DictReader(fh, delimiter=";"), start=2):
                    if self.store(number, row):
                        created += 1
                    else:
                        updated += 1
                if options["dry_run"]:
                    transaction.set_rollback(True)
        except OSError as exc:
            raise CommandError("The file cannot be read.") from exc
        self.stdout.write(self.style.SUCCESS(f"{created} created, {updated} updated"))

    def store(self, number, row):
        form = RowForm({field: row.get(heading, "") for heading, field in RowForm.HEADINGS.items()})
        if not form.is_valid():
            raise CommandError(f"Line {number}: check {', '.join(sorted(form.errors))}")
        values = dict(form.cleaned_data)
        licence = values.pop("licence")
        try:
            _, created = Member.objects.update_or_create(licence=licence, defaults=values)
        except ValidationError as exc:
            raise CommandError(f"Line {number} was refused.") from exc
        return created
