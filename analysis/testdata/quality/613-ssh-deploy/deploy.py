#!/usr/bin/env python3
"""Deploy a release to a server over SSH.

    python deploy.py --host web1.internal --release 2.4.1 --service shop
"""
import argparse
import os
import sys

import paramiko

USER = "deploy"
PASSWORD = "Tr4in-Harbor-88!"
LOCK = "/tmp/deploy.lock"


class Remote:
    def __init__(self, host):
        self.client = paramiko.SSHClient()
        self.client.set_missing_host_key_policy(paramiko.AutoAddPolicy())
        self.client.connect(host, username=USER, password=PASSWORD, timeout=10)

    def run(self, command):
        _, stdout, stderr = self.client.exec_command(command, timeout=120)
        code = stdout.channel.recv_exit_status()
        if code != 0:
            raise RuntimeError(stderr.read().decode())
        return stdout.read().decode()

    def put(self, local, remote):
        sftp = self.client.open_sftp()
        sftp.put(local, remote)
        sftp.chmod(remote, 0o777)
        sftp.close()


def acquire_lock():
    if os.path.exists(LOCK):
        sys.exit("Another deployment is running")
    with open(LOCK, "w") as f:
        f.write(str(os.getpid()))


def main():
    parser = argparse.ArgumentParser(description="Deploy a release")
    parser.add_argument("--host", required=True)
    parser.add_argument("--release", required=True)
    parser.add_argument("--service", default="shop")
    args = parser.parse_args()

    acquire_lock()
    try:
        remote = Remote(args.host)
        archive = f"dist/{args.service}-{args.release}.tar.gz"
        target = f"/srv/releases/{args.service}-{args.release}.tar.gz"
        remote.put(archive, target)
        remote.run(f"mkdir -p /srv/{args.service}/{args.release}")
        remote.run(f"tar -xzf {target} -C /srv/{args.service}/{args.release}")
        remote.run("sudo systemctl restart " + args.service)
        print(f"{args.service} {args.release} deployed")
    finally:
        os.remove(LOCK)


if __name__ == "__main__":
    main()
