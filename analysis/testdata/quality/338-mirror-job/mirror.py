"""Mirrors the museum's photo share to cold storage."""
import argparse
import getpass
import os
import shlex
import subprocess
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

import keyring
import paramiko

PASSWORD_PROMPT = "Password for the cold storage: "
TARGETS = {
    "cold": {"host": "cold.museum.lan", "user": "mirror", "password_env": "COLD_PASSWORD"},
    "tape": {"host": "tape.museum.lan", "user": "mirror", "password_env": "TAPE_PASSWORD"},
}
HIDDEN = {"password"}


@dataclass
class Plan:
    label: str
    host: str
    user: str
    password: str = field(repr=False)

    @property
    def archive(self):
        return Path("/var/mirror") / f"{datetime.now():%Y%m%d}.tar.gz"


def password_for(target):
    found = os.environ.get(target["password_env"]) or keyring.get_password(target["host"], target["user"])
    return found or getpass.getpass(PASSWORD_PROMPT)


def make_plan(args):
    target = TARGETS[args.target]
    plan = Plan(args.label, target["host"], target["user"], password_for(target))
    if args.verbose:
        for key, value in asdict(plan).items():
            if key not in HIDDEN:
                print(f"  {key:>10}: {value}")
        print("  password: set" if plan.password else "  password: none")
    return plan


def pack(plan, source):
    subprocess.run(
        ["tar", "czf", str(plan.archive), f"--label={plan.label}", "--", source],
        check=True,
    )
    return plan.archive


def announce(client, plan, path):
    note = shlex.quote(f"{plan.label}: {path.name}")
    _, stdout, _ = client.exec_command(f"echo {note} >> mirror.log", timeout=15)
    return stdout.channel.recv_exit_status()


def ship(plan, path):
    with paramiko.SSHClient() as client:
        client.load_system_host_keys()
        client.connect(plan.host, username=plan.user, password=plan.password, timeout=30)
        with client.open_sftp() as sftp:
            sftp.put(str(path), f"mirror/{path.name}")
        if announce(client, plan, path):
            print("the note could not be written")


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("source")
    p.add_argument("--label", default="photos")
    p.add_argument("--target", choices=sorted(TARGETS), default="cold")
    p.add_argument("-v", "--verbose", action="store_true")
    args = p.parse_args()
    plan = make_plan(args)
    ship(plan, pack(plan, args.source))
    print(f"{plan!r} shipped")


if __name__ == "__main__":
    main()
