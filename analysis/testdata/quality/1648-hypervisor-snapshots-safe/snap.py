#!/usr/bin/env python3
"""Take nightly snapshots of the lab's virtual machines and note them in SQLite.

    snap.py take web01 db01 --label before-upgrade
    snap.py list --machine web01
"""
import argparse
import logging
import os
import sqlite3
import sys

import requests

log = logging.getLogger("snap")
API = os.environ.get("HV_API", "https://hv.lab.internal:8006/api2/json")
TOKEN = os.environ.get("HV_TOKEN")
CA_BUNDLE = os.environ.get("HV_CA", "/etc/ssl/certs/lab-ca.pem")


class Hypervisor:
    def __init__(self):
        self.http = requests.Session()
        self.http.headers["Authorization"] = f"PVEAPIToken={TOKEN}"
        self.http.verify = CA_BUNDLE

    def machines(self):
        resp = self.http.get(f"{API}/cluster/resources", params={"type": "vm"}, timeout=15)
        resp.raise_for_status()
        return {m["name"]: m for m in resp.json()["data"]}

    def snapshot(self, machine, label):
        path = f"/nodes/{machine['node']}/qemu/{int(machine['vmid'])}/snapshot"
        resp = self.http.post(API + path, data={"snapname": label}, timeout=60)
        resp.raise_for_status()


class Journal:
    def __init__(self, path):
        self.conn = sqlite3.connect(path, timeout=5)
        self.conn.execute("CREATE TABLE IF NOT EXISTS snaps (machine TEXT, label TEXT, at TEXT DEFAULT CURRENT_TIMESTAMP)")

    def note(self, machine, label):
        with self.conn:
            self.conn.execute("INSERT INTO snaps (machine, label) VALUES (?, ?)", (machine, label))

    def listing(self, machine=None, since=None):
        query = "SELECT machine, label, at FROM snaps WHERE 1 = 1"
        params = []
        if machine:
            query += " AND machine = ?"
            params.append(machine)
        if since:
            query += " AND at >= ?"
            params.append(since)
        return self.conn.execute(query + " ORDER BY at DESC LIMIT 200", params).fetchall()


def take(args, journal):
    hv = Hypervisor()
    known = hv.machines()
    failed = 0
    for name in args.machines:
        if name not in known:
            print(f"{name}: no such machine", file=sys.stderr)
            failed += 1
            continue
        try:
            hv.snapshot(known[name], args.label)
            journal.note(name, args.label)
        except requests.RequestException:
            log.exception("snapshot failed")
            failed += 1
    return 1 if failed else 0


def main(argv=None):
    parser = argparse.ArgumentParser(description="Nightly snapshots")
    parser.add_argument("--journal", default="snapshots.db")
    sub = parser.add_subparsers(dest="command", required=True)
    p = sub.add_parser("take")
    p.add_argument("machines", nargs="+")
    p.add_argument("--label", default="nightly")
    p = sub.add_parser("list")
    p.add_argument("--machine")
    p.add_argument("--since")
    args = parser.parse_args(argv)
    if args.command == "take" and not TOKEN:
        parser.error("set HV_TOKEN first")

    journal = Journal(args.journal)
    if args.command == "take":
        return take(args, journal)
    for machine, label, at in journal.listing(args.machine, args.since):
        print(f"{at}  {machine:<12} {label}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
