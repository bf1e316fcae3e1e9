"""python manage.py import_feeds [--supplier CODE]"""
from decimal import Decimal, InvalidOperation
from urllib.parse import quote

import requests
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from lxml import etree

from models import CatalogueItem, Supplier

FEED_URL = "https://feeds.partner-exchange.net/catalogue/{code}.xml"
MAX_FEED_BYTES = 20 * 1024 * 1024


class FeedError(Exception):
    pass


class Command(BaseCommand):
    help = "Download the XML catalogue of every supplier and update our items"

    def add_arguments(self, parser):
        parser.add_argument("--supplier", help="only this supplier code")

    def handle(self, *args, **options):
        suppliers = Supplier.objects.order_by("code")
        if options["supplier"]:
            suppliers = suppliers.filter(code=options["supplier"])
            if not suppliers.exists():
                raise CommandError("Unknown supplier")
        for supplier in suppliers.iterator():
            try:
                count = self.import_one(supplier)
            except FeedError as exc:
                self.stderr.write(f"{supplier.code}: {exc}")
                continue
            self.stdout.write(f"{supplier.code}: {count} items")

    def fetch(self, supplier):
        url = FEED_URL.format(code=quote(supplier.code, safe=""))
        payload = bytearray()
        with requests.get(url, headers={"Accept": "application/xml"}, stream=True, timeout=(5, 30)) as response:
            if response.status_code != 200:
                raise FeedError(f"status {response.status_code}")
            for chunk in response.iter_content(64 * 1024):
                payload += chunk
                if len(payload) > MAX_FEED_BYTES:
                    raise FeedError("feed is too large")
        return bytes(payload)

    def import_one(self, supplier):
        payload = self.fetch(supplier)
        parser = etree.XMLParser(load_dtd=False, resolve_entities=False, no_network=True)
        try:
            root = etree.fromstring(payload, parser=parser)
        except etree.XMLSyntaxError as exc:
            raise FeedError("not valid XML") from exc

        count = 0
        with transaction.atomic():
            for node in root.iterfind("item"):
                try:
                    price = Decimal(node.findtext("price", "0").replace(",", "."))
                except InvalidOperation:
                    continue
                CatalogueItem.objects.update_or_create(
                    supplier=supplier,
                    sku=node.findtext("sku", "")[:40],
                    defaults={"title": node.findtext("title", "")[:200], "price": price},
                )
                count += 1
        return count
