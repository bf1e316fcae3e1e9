"""Import of supplier catalogues.

A catalogue is a ZIP archive with one catalogue.csv and the product pictures.
The archive is unpacked to a working folder; the rows become Product objects.
"""
import csv
import zipfile
from decimal import Decimal, InvalidOperation
from pathlib import Path

from django.conf import settings
from django.db import models

WORK_ROOT = Path(settings.BASE_DIR) / "imports"
MAX_ROWS = 50_000
MAX_MEMBERS = 5_000
MAX_UNPACKED = 500 * 1024 * 1024
ALLOWED_SUFFIXES = {".csv", ".jpg", ".png"}


class Product(models.Model):
    supplier = models.CharField(max_length=40)
    sku = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    price = models.DecimalField(max_digits=10, decimal_places=2)

    class Meta:
        app_label = "catalogue"
        unique_together = [("supplier", "sku")]


class BadArchive(Exception):
    """The archive does not look like a catalogue."""


def unpack(archive_file, folder: Path) -> None:
    """Unpack the allowed members of the archive below folder."""
    folder = folder.resolve()
    folder.mkdir(parents=True, mode=0o750)
    remaining = MAX_UNPACKED
    with zipfile.ZipFile(archive_file) as archive:
        members = [m for m in archive.infolist() if not m.is_dir()]
        if len(members) > MAX_MEMBERS:
            raise BadArchive("too many files")
        for member in members:
            destination = (folder / member.filename).resolve()
            if not destination.is_relative_to(folder):
                raise BadArchive("member outside of the folder")
            if destination.suffix.lower() not in ALLOWED_SUFFIXES:
                continue
            destination.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(member) as source, open(destination, "wb") as target:
                while chunk := source.read(65536):
                    remaining -= len(chunk)
                    if remaining < 0:
                        raise BadArchive("archive too large")
                    target.write(chunk)


def import_rows(supplier: str, folder: Path) -> tuple[int, int]:
    """Read catalogue.csv of the working folder and upsert the products."""
    imported = skipped = 0
    with open(folder / "catalogue.csv", newline="", encoding="utf-8") as handle:
        for number, row in enumerate(csv.DictReader(handle)):
            if number >= MAX_ROWS:
                break
            try:
                price = Decimal(row["price"])
            except (KeyError, InvalidOperation):
                skipped += 1
                continue
            Product.objects.update_or_create(
                supplier=supplier,
                sku=row["sku"],
                defaults={"name": row["name"][:200], "price": price},
            )
            imported += 1
    return imported, skipped
