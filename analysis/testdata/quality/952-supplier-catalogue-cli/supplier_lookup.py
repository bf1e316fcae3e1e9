#!/usr/bin/env python3
"""Look up a product in the XML catalogue that a supplier sent us.

Usage: supplier_lookup.py catalogue.xml SKU [--currency EUR]
"""
import argparse
import sys

from catalogue import Catalogue


def parse_args(argv=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=argparse.FileType("rb"), help="catalogue as received")
    parser.add_argument("sku")
    parser.add_argument("--currency", default="EUR", choices=["EUR", "GBP", "USD"])
    return parser.parse_args(argv)


def main():
    args = parse_args()
    with args.file as fh:
        catalogue = Catalogue(fh)
    product = catalogue.product(args.sku)
    if product is None:
        print("not found", file=sys.stderr)
        return 1
    price = catalogue.price(args.sku, args.currency)
    print("%s: %s %s" % (product.findtext("name"), price, args.currency))
    return 0


if __name__ == "__main__":
    sys.exit(main())
