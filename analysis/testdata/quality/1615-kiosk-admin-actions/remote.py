"""Talks to the kiosks over ssh."""
import subprocess

SSH = ["ssh", "-o", "ConnectTimeout=5", "-o", "BatchMode=yes"]


class KioskShell:
    def __init__(self, hostname):
        self.hostname = hostname

    def show(self, message, seconds):
        command = 'ssh kiosk@%s "kiosk-banner --seconds %d \'%s\'"' % (self.hostname, seconds, message)
        return self._run(command)

    def _run(self, command):
        return subprocess.run(command, shell=True, capture_output=True, timeout=30).returncode == 0
