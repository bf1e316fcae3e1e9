#!/usr/bin/env python3
"""Offboard employees: disable the account, tell the manager.

    offboard.py jdoe --reason "left the company"
"""
import argparse
import os
import re
import smtplib
import sys
from email.message import EmailMessage
from xml.etree import ElementTree

import ldap
from ldap.filter import filter_format

from audit import write_audit

BASE = "ou=staff,dc=acme,dc=local"
LOGIN = re.compile(r"[a-z][a-z0-9]{1,30}")


class DirectoryAdmin:
    def __init__(self):
        self.conn = ldap.initialize(os.environ["LDAP_URI"])
        self.conn.set_option(ldap.OPT_NETWORK_TIMEOUT, 5)
        self.conn.set_option(ldap.OPT_TIMEOUT, 10)
        self.conn.simple_bind_s(os.environ["LDAP_ADMIN"], os.environ["LDAP_ADMIN_PASSWORD"])

    def find(self, login):
        query = filter_format("(&(objectClass=inetOrgPerson)(uid=%s))", [login])
        hits = self.conn.search_s(BASE, ldap.SCOPE_SUBTREE, query, ["cn", "mail"])
        return hits[0] if len(hits) == 1 else (None, {})

    def disable(self, dn):
        self.conn.modify_s(dn, [(ldap.MOD_REPLACE, "nsAccountLock", [b"true"])])


def manager_mail(login):
    """The org chart is exported by the HR system every night."""
    tree = ElementTree.parse("/srv/hr/orgchart.xml")
    for employee in tree.iter("employee"):
        if employee.get("login") == login:
            manager = employee.find("manager")
            if manager is not None:
                return manager.get("mail")
    return os.environ["HR_MAIL"]


def notify(recipient, name, reason):
    message = EmailMessage()
    message["From"] = "it@acme-tools.com"
    message["To"] = recipient
    message["Subject"] = "Offboarding finished"
    message.set_content(f"The account of {name} is disabled.\nReason: {reason}")
    with smtplib.SMTP("mail.acme-tools.com", timeout=10) as smtp:
        smtp.send_message(message)


def login_name(value):
    if not LOGIN.fullmatch(value):
        raise argparse.ArgumentTypeError("not a login name")
    return value


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("login", type=login_name)
    parser.add_argument("--reason", default="")
    args = parser.parse_args()

    admin = DirectoryAdmin()
    dn, entry = admin.find(args.login)
    if dn is None:
        parser.error("no such employee")
    admin.disable(dn)
    write_audit(args.login, args.reason)
    notify(manager_mail(args.login), entry["cn"][0].decode(), args.reason)
    print("done")
    return 0


if __name__ == "__main__":
    sys.exit(main())
