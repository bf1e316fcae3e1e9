"""
python manage.py import_legacy --source https://old.greenvale-library.org/export/accounts.bin

Moves the patron accounts of the old catalogue into this project.
"""
import hashlib
import pickle

import requests
import yaml
from django.core.management.base import BaseCommand, CommandError

from models import Patron


class Command(BaseCommand):
    help = "Import patrons from the legacy catalogue"

    def add_arguments(self, parser):
        parser.add_argument("--source", required=True, help="URL of the legacy export")
        parser.add_argument("--mapping", help="YAML file with field names")
        parser.add_argument("--dry-run", action="store_true")

    def fetch(self, url):
        response = requests.get(url)
        response.raise_for_status()
        return response.content

    def load_mapping(self, path):
        if not path:
            return {"card": "card_number", "mail": "email", "pin": "pin"}
        with open(path) as handle:
            return yaml.load(handle, Loader=yaml.Loader)

    def hash_pin(self, pin):
        return hashlib.md5(pin.encode()).hexdigest()

    def handle(self, *args, **options):
        payload = self.fetch(options["source"])
        mapping = self.load_mapping(options["mapping"])
        records = pickle.loads(payload)
        if not isinstance(records, list):
            raise CommandError("Unexpected export format")

        created = 0
        for record in records:
            fields = {mapping[k]: v for k, v in record.items() if k in mapping}
            if options["dry_run"]:
                continue
            Patron.objects.update_or_create(
                card_number=fields["card_number"],
                defaults={"email": fields["email"], "pin_hash": self.hash_pin(fields["pin"])},
            )
            created += 1
        self.stdout.write(self.style.SUCCESS(f"Imported {created} patrons"))
