"""
python manage.py import_legacy accounts.jsonl --mapping fields.yml

Moves the patron accounts of the old catalogue into this project.
"""
import json

import yaml
from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from models import Patron

ALLOWED_FIELDS = {"card_number", "email", "pin"}


class Command(BaseCommand):
    help = "Import patrons from the legacy catalogue (JSON lines)"

    def add_arguments(self, parser):
        parser.add_argument("source", help="JSON lines file of the legacy export")
        parser.add_argument("--mapping", help="YAML file with field names")
        parser.add_argument("--dry-run", action="store_true")

    def load_mapping(self, path):
        if not path:
            return {"card": "card_number", "mail": "email", "pin": "pin"}
        with open(path, encoding="utf-8") as handle:
            mapping = yaml.safe_load(handle)
        unknown = set(mapping.values()) - ALLOWED_FIELDS
        if unknown:
            raise CommandError(f"Unknown fields in mapping: {sorted(unknown)}")
        return mapping

    def records(self, path):
        with open(path, encoding="utf-8") as handle:
            for number, line in enumerate(handle, 1):
                if not line.strip():
                    continue
                try:
                    yield json.loads(line)
                except json.JSONDecodeError as exc:
                    raise CommandError(f"Line {number} is not JSON") from exc

    @transaction.atomic
    def handle(self, *args, **options):
        mapping = self.load_mapping(options["mapping"])
        created = 0
        for record in self.records(options["source"]):
            fields = {mapping[k]: v for k, v in record.items() if k in mapping}
            if options["dry_run"]:
                continue
            Patron.objects.update_or_create(
                card_number=fields["card_number"],
                defaults={"email": fields["email"], "pin_hash": make_password(fields["pin"])},
            )
            created += 1
        self.stdout.write(self.style.SUCCESS(f"Imported {created} patrons"))
