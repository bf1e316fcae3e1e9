#!/usr/bin/env python3
"""Roll a branch out to the web servers, one after the other.

    rollout.py --branch release/42 web1 web2 web3
"""
import argparse
import re
import shlex
import subprocess
import sys
import time

import requests

APP_DIR = "/srv/app"
HOSTS = {"web1": "web1.internal", "web2": "web2.internal", "web3": "web3.internal"}
BRANCH = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,99}")
CA_BUNDLE = "/etc/ssl/certs/internal-ca.pem"


def branch_name(text):
    if not BRANCH.fullmatch(text):
        raise argparse.ArgumentTypeError("not a branch name")
    return text


class Host:
    def __init__(self, name):
        self.name = name
        self.address = HOSTS[name]

    def ssh(self, remote_command):
        argv = ["ssh", "-o", "BatchMode=yes", self.address, remote_command]
        return subprocess.run(argv, timeout=300).returncode

    def checkout(self, branch):
        ref = shlex.quote(branch)
        return self.ssh(f"cd {APP_DIR} && git fetch && git checkout {ref} && git pull")

    def restart(self):
        return self.ssh("sudo systemctl restart app")

    def healthy(self):
        try:
            resp = requests.get(f"https://{self.address}/health", verify=CA_BUNDLE, timeout=5)
            return resp.status_code == 200
        except requests.RequestException:
            return False


def roll(host, branch):
    print(f"== {host.name}")
    if host.checkout(branch) != 0 or host.restart() != 0:
        return False
    for _ in range(10):
        if host.healthy():
            return True
        time.sleep(3)
    return False


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--branch", required=True, type=branch_name)
    parser.add_argument("hosts", nargs="+", choices=sorted(HOSTS))
    args = parser.parse_args()
    for name in args.hosts:
        if not roll(Host(name), args.branch):
            print(f"{name} failed, stopping here", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
