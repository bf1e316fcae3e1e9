"""manage.py import_members members.csv [--dry-run]

Imports a club's member list. Rows are streamed and written in batches; each row
goes through the same form as the website, so the same rules apply.
"""
import csv
from itertools import islice
from pathlib import Path

from django import forms
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from models import Member

COLUMNS = ("number", "first_name", "last_name", "joined_on")
BATCH = 500


class MemberRow(forms.ModelForm):
    class Meta:
        model = Member
        fields = COLUMNS

    def validate_unique(self):
        """Existing members are updated by the upsert below, so they are no error."""


def csv_file(value):
    path = Path(value).resolve()
    if path.suffix.lower() != ".csv" or not path.is_file():
        raise CommandError("Please name an existing .csv file.")
    return path


class Command(BaseCommand):
    help = "Import or update members from a CSV export of the federation."

    def add_arguments(self, parser):
        parser.add_argument("path", type=csv_file)
        parser.add_argument("--delimiter", choices=[",", ";"], default=";")
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, *args, path, delimiter, dry_run, **options):
        saved = rejected = 0
        with path.open(newline="", encoding="utf-8-sig") as handle:
            reader = csv.DictReader(handle, delimiter=delimiter)
            missing = set(COLUMNS) - set(reader.fieldnames or ())
            if missing:
                raise CommandError(f"Missing columns: {', '.join(sorted(missing))}")

            while batch := list(islice(reader, BATCH)):
                members, bad = self.validate(batch, reader.line_num)
                rejected += bad
                if not dry_run:
                    self.store(members)
                saved += len(members)

        verb = "would be saved" if dry_run else "saved"
        self.stdout.write(self.style.SUCCESS(f"{saved} rows {verb}, {rejected} rejected"))

    def validate(self, batch, last_line):
        members, bad = [], 0
        first_line = last_line - len(batch) + 1
        for offset, row in enumerate(batch):
            form = MemberRow({name: row[name] for name in COLUMNS})
            if form.is_valid():
                members.append(Member(**form.cleaned_data))
            else:
                bad += 1
                self.stderr.write(f"line {first_line + offset}: check {', '.join(form.errors)}")
        return members, bad

    @transaction.atomic
    def store(self, members):
        Member.objects.bulk_create(
            members,
            update_conflicts=True,
            unique_fields=["number"],
            update_fields=["first_name", "last_name", "joined_on"],
        )
