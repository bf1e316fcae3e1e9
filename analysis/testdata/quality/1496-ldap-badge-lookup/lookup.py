#!/usr/bin/env python3
"""Find a colleague's desk and phone in the directory.

    lookup.py "Anna*" --site berlin
"""
import argparse
import os
import ssl
import sys

from ldap3 import AUTO_BIND_NO_TLS, SUBTREE, Connection, Server, Tls
from ldap3.core.exceptions import LDAPException
from ldap3.utils.conv import escape_filter_chars

BASES = {
    "berlin": "ou=Berlin,ou=People,dc=lindner-pumps,dc=de",
    "graz": "ou=Graz,ou=People,dc=lindner-pumps,dc=de",
    "all": "ou=People,dc=lindner-pumps,dc=de",
}
SHOWN = ["cn", "roomNumber", "telephoneNumber"]
LIMIT = 50


def build_filter(term: str) -> str:
    """One trailing * is a prefix search; every other special character is escaped."""
    prefix = term.endswith("*")
    safe = escape_filter_chars(term.rstrip("*"))
    if not safe:
        raise ValueError("please give at least one letter")
    pattern = f"{safe}*" if prefix else safe
    return f"(&(objectClass=inetOrgPerson)(|(cn={pattern})(sn={pattern})(uid={pattern})))"


def connect() -> Connection:
    tls = Tls(
        validate=ssl.CERT_REQUIRED,
        ca_certs_file=os.environ.get("LDAP_CA_FILE", "/etc/ssl/certs/ca-certificates.crt"),
    )
    server = Server(os.environ["LDAP_HOST"], port=636, use_ssl=True, tls=tls, connect_timeout=5)
    return Connection(
        server,
        user=os.environ["LDAP_BIND_DN"],
        password=os.environ["LDAP_BIND_PASSWORD"],
        auto_bind=AUTO_BIND_NO_TLS,
        read_only=True,
        receive_timeout=10,
    )


def main() -> int:
    parser = argparse.ArgumentParser(description="Look up a colleague.")
    parser.add_argument("term", help="name or user id, may end in *")
    parser.add_argument("--site", choices=sorted(BASES), default="all")
    args = parser.parse_args()
    try:
        search_filter = build_filter(args.term)
    except ValueError as exc:
        parser.error(str(exc))

    try:
        with connect() as conn:
            conn.search(
                BASES[args.site],
                search_filter,
                search_scope=SUBTREE,
                attributes=SHOWN,
                size_limit=LIMIT,
                time_limit=10,
            )
            entries = list(conn.entries)
    except LDAPException as exc:
        print(f"The directory cannot be reached ({type(exc).__name__}).", file=sys.stderr)
        return 2

    if not entries:
        print("Nobody found.")
        return 1
    for entry in entries:
        print(f"{entry.cn.value:<30} {entry.roomNumber.value or '-':<8} {entry.telephoneNumber.value or '-'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
