import ipaddress
import subprocess


class HostTools:
    """Small wrappers around the network tools of the jump host."""

    def __init__(self, timeout=15):
        self.timeout = timeout

    def _run(self, *command):
        done = subprocess.run(command, capture_output=True, text=True, timeout=self.timeout)
        return done.stdout + done.stderr

    def ping(self, host, count):
        address = ipaddress.ip_address(host)
        return self._run("ping", "-c", str(min(count, 10)), str(address))

    def trace(self, host):
        address = ipaddress.ip_address(host)
        return self._run("traceroute", "-w", "2", str(address))

    def restart(self, unit):
        return self._run("systemctl", "restart", unit)
