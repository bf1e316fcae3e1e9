#!/usr/bin/env python3
"""Rotate the nightly VM snapshots on our Proxmox host.

Usage: rotate.py --node pve1 --keep 7 [--dry-run]

The API token is read from PVE_TOKEN_ID and PVE_TOKEN_SECRET.
"""
import argparse
import os
import sys
import time

import requests

API = "https://pve.lan.kessler-it.de:8006/api2/json"
CA_BUNDLE = "/etc/ssl/certs/kessler-root.pem"


class Proxmox:
    def __init__(self, node):
        self.node = node
        self.http = requests.Session()
        token_id = os.environ["PVE_TOKEN_ID"]
        token_secret = os.environ["PVE_TOKEN_SECRET"]
        self.http.headers["Authorization"] = f"PVEAPIToken={token_id}={token_secret}"
        self.http.verify = CA_BUNDLE

    def _call(self, method, path):
        reply = self.http.request(method, f"{API}/nodes/{self.node}/{path}", timeout=20)
        reply.raise_for_status()
        return reply.json()["data"]

    def machines(self):
        return [m["vmid"] for m in self._call("GET", "qemu")]

    def snapshots(self, vmid):
        entries = self._call("GET", f"qemu/{vmid}/snapshot")
        nightly = [e for e in entries if e["name"].startswith("nightly_")]
        return sorted(nightly, key=lambda e: e["snaptime"], reverse=True)

    def create(self, vmid):
        name = time.strftime("nightly_%Y%m%d")
        return self._call("POST", f"qemu/{vmid}/snapshot?snapname={name}")

    def delete(self, vmid, name):
        return self._call("DELETE", f"qemu/{vmid}/snapshot/{name}")


def rotate(host, keep, dry_run):
    removed = 0
    failed = []
    for vmid in host.machines():
        if not dry_run:
            try:
                host.create(vmid)
            except requests.RequestException as exc:
                print(f"VM {vmid}: snapshot failed: {exc}", file=sys.stderr)
                failed.append(vmid)
                continue
        for snapshot in host.snapshots(vmid)[keep:]:
            print(f"VM {vmid}: removing {snapshot['name']}")
            if not dry_run:
                host.delete(vmid, snapshot["name"])
            removed += 1
    return removed, failed


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--node", required=True, choices=["pve1", "pve2"])
    parser.add_argument("--keep", type=int, default=7)
    parser.add_argument("--dry-run", action="store_true")
    args = parser.parse_args()
    if args.keep < 1:
        parser.error("--keep must be at least 1")
    removed, failed = rotate(Proxmox(args.node), args.keep, args.dry_run)
    print(f"{removed} snapshots removed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
