#!/usr/bin/env python3
"""Create a driver account or reset its password from the command line."""
import argparse
import getpass
import logging
import secrets
import sys

from store import UserStore


def ask_password():
    """Ask twice for a password."""
    first = getpass.getpass("Password: ")
    second = getpass.getpass("Repeat password: ")
    if first != second:
        print("The passwords do not match, try again.")
        return ask_password()
    if len(first) < 12:
        print("The password must have at least 12 characters.")
        return ask_password()
    return first


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("email")
    parser.add_argument("--password-file", help="read the password from this file")
    parser.add_argument("--generate", action="store_true", help="set a random password, for disabled accounts")
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO)

    if args.password_file:
        with open(args.password_file, encoding="utf-8") as fh:
            password = fh.readline().strip()
    elif args.generate:
        password = secrets.token_urlsafe(24)
    else:
        password = ask_password()

    store = UserStore()
    user = store.find(args.email)
    if user:
        store.set_password(user["id"], password)
        print(f"Password of {args.email} changed")
    else:
        store.create(args.email, password)
        print(f"Account {args.email} created")
    return 0


if __name__ == "__main__":
    sys.exit(main())
