import logging
import subprocess
import time

log = logging.getLogger("drone.shell")


class ToolFailed(RuntimeError):
    def __init__(self, code, tail):
        super().__init__(f"tool ended with {code}")
        self.code = code
        self.tail = tail


def sh(command, timeout=300):
    started = time.monotonic()
    proc = subprocess.run(command, shell=True, capture_output=True, text=True, timeout=timeout)
    log.info("finished in %.1fs with %d", time.monotonic() - started, proc.returncode)
    if proc.returncode:
        raise ToolFailed(proc.returncode, proc.stderr[-400:])
    return proc.stdout
