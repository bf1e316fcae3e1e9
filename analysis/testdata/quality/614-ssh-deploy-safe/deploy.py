#!/usr/bin/env python3
"""Deploy a release to a server over SSH.

    python deploy.py --host web1.internal --release 2.4.1 --service shop
"""
import argparse
import os
import re
import shlex
import sys
from contextlib import contextmanager
from pathlib import Path

import paramiko

USER = "deploy"
SERVICES = ("shop", "api", "worker")
HOSTS = ("web1.internal", "web2.internal")
RELEASE = re.compile(r"\d+\.\d+\.\d+")


def release(value):
    if not RELEASE.fullmatch(value):
        raise argparse.ArgumentTypeError("expected something like 2.4.1")
    return value


class Remote:
    def __init__(self, host):
        self.client = paramiko.SSHClient()
        self.client.load_system_host_keys()
        self.client.set_missing_host_key_policy(paramiko.RejectPolicy())
        self.client.connect(host, username=USER, timeout=10, banner_timeout=10, auth_timeout=10)

    def run(self, *words):
        command = " ".join(shlex.quote(word) for word in words)
        _, stdout, _ = self.client.exec_command(command, timeout=120)
        code = stdout.channel.recv_exit_status()
        if code != 0:
            raise RuntimeError(f"{words[0]} failed with exit code {code}")

    def put(self, local, remote):
        with self.client.open_sftp() as sftp:
            sftp.put(local, remote)
            sftp.chmod(remote, 0o640)


@contextmanager
def lock():
    """Created with O_EXCL, so two deployments cannot both get it."""
    path = Path.home() / ".cache" / "deploy.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        sys.exit("Another deployment is running")
    try:
        os.write(handle, str(os.getpid()).encode())
        yield
    finally:
        os.close(handle)
        path.unlink()


def main():
    parser = argparse.ArgumentParser(description="Deploy a release")
    parser.add_argument("--host", required=True, choices=HOSTS)
    parser.add_argument("--release", required=True, type=release)
    parser.add_argument("--service", default="shop", choices=SERVICES)
    args = parser.parse_args()

    with lock():
        remote = Remote(args.host)
        archive = f"dist/{args.service}-{args.release}.tar.gz"
        target = f"/srv/releases/{args.service}-{args.release}.tar.gz"
        folder = f"/srv/{args.service}/{args.release}"
        remote.put(archive, target)
        remote.run("mkdir", "-p", folder)
        remote.run("tar", "-xzf", target, "-C", folder)
        remote.run("sudo", "systemctl", "restart", args.service)
        print(f"{args.service} {args.release} deployed")


if __name__ == "__main__":
    main()
