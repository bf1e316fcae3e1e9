"""Import of supplier catalogues.

A catalogue is a ZIP archive with one catalogue.csv and the product pictures.
The archive is unpacked to a working folder; the rows become Product objects.
"""
import csv
import os
import zipfile
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.conf import settings
from django.db import models

WORK_ROOT = os.path.join(settings.BASE_DIR, "imports")
MAX_ROWS = 50_000


class Product(models.Model):
    supplier = models.CharField(max_length=40)
    sku = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    price = models.DecimalField(max_digits=10, decimal_places=2)

    class Meta:
        app_label = "catalogue"
        unique_together = [("supplier", "sku")]


@dataclass
class ImportState:
    """Progress of an import; travels between the wizard's pages."""

    supplier: str = ""
    folder: str = ""
    imported: int = 0
    skipped: int = 0


def unpack(archive_file, folder):
    """Unpack all members of the archive below folder."""
    os.makedirs(folder, exist_ok=True)
    with zipfile.ZipFile(archive_file) as archive:
        for member in archive.infolist():
            if member.is_dir():
                continue
            destination = os.path.join(folder, member.filename)
            os.makedirs(os.path.dirname(destination), exist_ok=True)
            with archive.open(member) as source, open(destination, "wb") as target:
                while chunk := source.read(65536):
                    target.write(chunk)


def import_rows(state):
    """Read catalogue.csv of the working folder and upsert the products."""
    with open(os.path.join(state.folder, "catalogue.csv"), newline="", encoding="utf-8") as handle:
        for number, row in enumerate(csv.DictReader(handle)):
            if number >= MAX_ROWS:
                break
            try:
                price = Decimal(row["price"])
            except (KeyError, InvalidOperation):
                state.skipped += 1
                continue
            Product.objects.update_or_create(
                supplier=state.supplier,
                sku=row["sku"],
                defaults={"name": row["name"][:200], "price": price},
            )
            state.imported += 1
    return state
