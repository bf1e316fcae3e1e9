"""Command line of the stock tool."""
import argparse
import logging
import os
import shutil
import subprocess
import sys

from stock import Warehouse, read_csv, write_report


def open_in_editor(path):
    """Open a file in the user's editor."""
    editor = os.environ.get("EDITOR", "vi")
    subprocess.call([editor, path])


def confirm(question):
    return input(f"{question} [y/N] ").strip().lower() in ("y", "yes")


def main(argv=None):
    parser = argparse.ArgumentParser(prog="stock")
    parser.add_argument("--db", default="stock.db")
    parser.add_argument("-v", "--verbose", action="count", default=0)
    sub = parser.add_subparsers(dest="command", required=True)
    p = sub.add_parser("import", help="import a CSV file")
    p.add_argument("file")
    p = sub.add_parser("low", help="report items that run low")
    p.add_argument("--threshold", type=int, default=5)
    p.add_argument("--output")
    sub.add_parser("stats")
    p = sub.add_parser("edit", help="edit a CSV file and import it")
    p.add_argument("file")
    args = parser.parse_args(argv)

    logging.basicConfig(level=logging.DEBUG if args.verbose else logging.WARNING)
    warehouse = Warehouse(args.db)

    if args.command == "import":
        warehouse.add(read_csv(args.file))
    elif args.command == "edit":
        backup = args.file + ".bak"
        shutil.copy(args.file, backup)
        open_in_editor(args.file)
        if confirm("Import the changes?"):
            warehouse.add(read_csv(args.file))
            os.remove(backup)
    elif args.command == "low":
        items = warehouse.low_stock(args.threshold)
        for item in items:
            print(f"{item.sku:<12} {item.name:<40} {item.quantity:>6}")
        if args.output:
            write_report(items, args.output)
    else:
        for table, count in warehouse.statistics().items():
            print(f"{table}: {count}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
