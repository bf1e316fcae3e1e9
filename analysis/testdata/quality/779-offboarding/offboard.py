#!/usr/bin/env python3
"""Offboard employees: disable the account, tell the manager.

    offboard.py jdoe --reason "left the company"
"""
import argparse
import os
import smtplib
from xml.etree import ElementTree

import ldap

from audit import write_audit

BASE = "ou=staff,dc=acme,dc=local"


class DirectoryAdmin:
    def __init__(self):
        self.conn = ldap.initialize(os.environ["LDAP_URI"])
        self.conn.set_option(ldap.OPT_NETWORK_TIMEOUT, 5)
        self.conn.set_option(ldap.OPT_TIMEOUT, 10)
        self.conn.simple_bind_s(os.environ["LDAP_ADMIN"], os.environ["LDAP_ADMIN_PASSWORD"])

    def find(self, login):
        query = "(&(objectClass=inetOrgPerson)(|(uid=%s)(mail=%s)))" % (login, login)
        hits = self.conn.search_s(BASE, ldap.SCOPE_SUBTREE, query, ["cn", "manager", "mail"])
        return hits[0] if hits else (None, {})

    def disable(self, dn):
        self.conn.modify_s(dn, [(ldap.MOD_REPLACE, "nsAccountLock", [b"true"])])


def manager_mail(login):
    """The org chart is exported by the HR system every night."""
    tree = ElementTree.parse("/srv/hr/orgchart.xml")
    node = tree.find(f".//employee[@login='{login}']/manager")
    return node.get("mail") if node is not None else os.environ["HR_MAIL"]


def notify(recipient, name, reason):
    lines = ["From: it@acme-tools.com", "To: " + recipient, "Subject: Offboarding of " + name + ": " + reason, "", "The account is disabled."]
    with smtplib.SMTP("mail.acme-tools.com", timeout=10) as smtp:
        smtp.sendmail("it@acme-tools.com", [recipient], "\r\n".join(lines))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("login")
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


if __name__ == "__main__":
    main()
