import argparse
import getpass
import sys
from datetime import date

from entries import DiaryEntries
from sealer import Sealer


def main() -> int:
    parser = argparse.ArgumentParser(prog="diary")
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("write", "read"):
        sub = commands.add_parser(name)
        sub.add_argument("--day", type=date.fromisoformat, default=date.today())
    commands.add_parser("list")
    args = parser.parse_args()

    entries = DiaryEntries(Sealer(getpass.getpass("Passphrase: ")))
    if args.command == "list":
        print("\n".join(entries.days()))
    elif args.command == "write":
        entries.write(args.day, sys.stdin.read(500_000))
    else:
        try:
            sys.stdout.write(entries.read(args.day))
        except FileNotFoundError:
            print("No entry for this day", file=sys.stderr)
            return 1
        except ValueError:
            print("Wrong passphrase or damaged entry", file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
