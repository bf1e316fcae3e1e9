#!/usr/bin/env python3
"""Finds a colleague in the directory by name, phone or room.

    lookup.py --by name "Müller"
"""
import argparse
import os
import ssl
import sys
from getpass import getpass

from ldap3 import Connection, Server, Tls
from ldap3.core.exceptions import LDAPException
from ldap3.utils.conv import escape_filter_chars
from ldap3.utils.dn import escape_rdn

BASE = "ou=people,dc=example,dc=org"
FILTERS = {
    "name": "(&(objectClass=person)(cn=*{}*))",
    "phone": "(&(objectClass=person)(telephoneNumber=*{}))",
    "room": "(&(objectClass=person)(roomNumber={}))",
}
SHOWN = ["cn", "telephoneNumber", "roomNumber", "ou"]


def connect(host, user, password):
    tls = Tls(validate=ssl.CERT_REQUIRED, ca_certs_file=os.environ.get("LDAP_CA"))
    server = Server(host, port=636, use_ssl=True, tls=tls, connect_timeout=5)
    bind_dn = f"uid={escape_rdn(user)},{BASE}"
    return Connection(server, bind_dn, password, auto_bind=True, receive_timeout=10, read_only=True)


def find(conn, by, text):
    query = FILTERS[by].format(escape_filter_chars(text))
    conn.search(BASE, query, attributes=SHOWN, size_limit=50, time_limit=10)
    for entry in conn.entries:
        yield [", ".join(map(str, entry[name].values)) for name in SHOWN]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("text")
    parser.add_argument("--by", choices=FILTERS, default="name")
    parser.add_argument("--host", default=os.environ.get("LDAP_HOST", "ldap.example.org"))
    args = parser.parse_args()
    if len(args.text.strip()) < 2:
        parser.error("give at least two characters")

    user = os.environ.get("USER") or input("User: ")
    try:
        with connect(args.host, user, getpass("Directory password: ")) as conn:
            found = list(find(conn, args.by, args.text.strip()))
    except LDAPException as exc:
        print(f"The directory refused: {type(exc).__name__}", file=sys.stderr)
        return 1
    for row in found:
        print("  ".join(cell.ljust(24) for cell in row))
    return 0 if found else 2


if __name__ == "__main__":
    sys.exit(main())
