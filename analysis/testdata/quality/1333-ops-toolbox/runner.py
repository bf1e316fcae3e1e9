import subprocess


class HostTools:
    """Small wrappers around the network tools of the jump host."""

    def __init__(self, timeout=15):
        self.timeout = timeout

    def _run(self, command):
        done = subprocess.run(
            command, shell=True, capture_output=True, text=True, timeout=self.timeout
        )
        return done.stdout + done.stderr

    def ping(self, host, count):
        return self._run(f"ping -c {count} {host}")

    def trace(self, host):
        return self._run("traceroute -w 2 %s" % host)
