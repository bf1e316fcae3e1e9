import tempfile
from decimal import Decimal, InvalidOperation
from pathlib import Path

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError

from feed import download, products, unpack


class Command(BaseCommand):
    help = "Fetch the product feed of one supplier and update prices."

    def add_arguments(self, parser):
        parser.add_argument("supplier_code")
        parser.add_argument("--dry-run", action="store_true")

    def store(self, supplier, row, price, dry_run):
        if dry_run:
            return
        Product = apps.get_model("catalog", "Product")
        Product.objects.update_or_create(
            supplier=supplier, sku=row["sku"], defaults={"name": row["name"], "price": price}
        )

    def handle(self, *args, **options):
        Supplier = apps.get_model("catalog", "Supplier")
        supplier = Supplier.objects.filter(code=options["supplier_code"]).first()
        if supplier is None:
            raise CommandError("Unknown supplier")

        updated = skipped = 0
        with tempfile.TemporaryDirectory() as tmp:
            folder = Path(tmp)
            archive = download(supplier.feed_url, folder / "feed.zip")
            for part in unpack(archive, folder):
                for row in products(part):
                    try:
                        price = Decimal(row["price"])
                    except (InvalidOperation, TypeError):
                        skipped += 1
                        continue
                    try:
                        self.store(supplier, row, price, options["dry_run"])
                    except Exception:
                        pass
                    updated += 1
        self.stdout.write(f"{updated} products updated, {skipped} rows skipped")
