import subprocess
from dataclasses import dataclass


@dataclass
class PrintJob:
    printer: str
    copies: int = 1

    def submit(self, path):
        subprocess.run(["lp", "-d", self.printer, "-n", str(self.copies), "--", path], check=True, timeout=30)


def printer_state(name):
    """Output of lpstat for one printer."""
    return subprocess.getoutput("lpstat -p %s" % name)
