"""Talks to the kiosks over ssh."""
import re
import subprocess

HOSTNAME = re.compile(r"[a-z0-9][a-z0-9.-]{0,100}")
SSH = ["ssh", "-o", "ConnectTimeout=5", "-o", "BatchMode=yes"]


class KioskShell:
    def __init__(self, hostname):
        if not HOSTNAME.fullmatch(hostname):
            raise ValueError("unexpected host name")
        self.hostname = hostname

    def show(self, message, seconds):
        # The text travels on stdin, so no shell on either side parses it
        command = f"kiosk-banner --seconds {int(seconds)} --stdin"
        done = subprocess.run(
            [*SSH, f"kiosk@{self.hostname}", command],
            input=message.encode(), capture_output=True, timeout=30,
        )
        return done.returncode == 0
