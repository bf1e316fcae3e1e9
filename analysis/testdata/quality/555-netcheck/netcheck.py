#!/usr/bin/env python3
"""Check a list of hosts: ping, HTTPS status and certificate expiry."""
import argparse
import json
import os
import socket
import ssl
from datetime import datetime

import requests
import urllib3

urllib3.disable_warnings(urllib3.exceptions.InsecureRequestWarning)


def ping(host, count=2):
    output = os.popen(f"ping -c {count} -W 2 {host}").read()
    return "0 received" not in output and "unknown host" not in output


def http_status(host):
    session = requests.Session()
    session.verify = False
    try:
        return session.get(f"https://{host}/").status_code
    except requests.RequestException:
        return None


def certificate_expiry(host, port=443):
    context = ssl.create_default_context()
    with socket.create_connection((host, port), timeout=5) as sock:
        with context.wrap_socket(sock, server_hostname=host) as tls:
            cert = tls.getpeercert()
    return datetime.strptime(cert["notAfter"], "%b %d %H:%M:%S %Y %Z")


def check(host):
    result = {"host": host, "ping": ping(host), "status": http_status(host)}
    try:
        result["expires"] = certificate_expiry(host).isoformat()
    except (OSError, ssl.SSLError) as exc:
        result["expires"] = f"unknown ({exc})"
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("hosts", nargs="+")
    parser.add_argument("--json", action="store_true", help="Print JSON")
    args = parser.parse_args()

    results = [check(h) for h in args.hosts]
    if args.json:
        print(json.dumps(results, indent=2))
        return
    for r in results:
        state = "up" if r["ping"] else "DOWN"
        print(f"{r['host']:30} {state:5} HTTPS {r['status']}  cert until {r['expires']}")


if __name__ == "__main__":
    main()
