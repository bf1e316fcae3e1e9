#!/usr/bin/env python3
"""Roll a branch out to the web servers, one after the other.

    rollout.py --branch release/42 web1 web2 web3
"""
import argparse
import subprocess
import sys
import time

import requests

APP_DIR = "/srv/app"


class Host:
    def __init__(self, name):
        self.name = name

    def ssh(self, remote_command):
        full = f"ssh -o BatchMode=yes {self.name} \"{remote_command}\""
        return subprocess.run(full, shell=True, timeout=300).returncode

    def checkout(self, branch):
        return self.ssh(f"cd {APP_DIR} && git fetch && git checkout {branch} && git pull")

    def restart(self):
        return self.ssh("sudo systemctl restart app")

    def healthy(self):
        # the internal CA is not installed everywhere
        try:
            resp = requests.get(f"https://{self.name}.internal/health", verify=False)
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
    parser.add_argument("--branch", required=True)
    parser.add_argument("hosts", nargs="+")
    args = parser.parse_args()
    for name in args.hosts:
        if not roll(Host(name), args.branch):
            print(f"{name} failed, stopping here", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
