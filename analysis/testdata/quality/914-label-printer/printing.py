import logging
import subprocess
import tempfile

log = logging.getLogger("labels")

PRINTERS = {"dock": "zebra_dock", "kitchen": "zebra_kitchen", "office": "brother_office"}


class LabelPrinter:
    """Thin wrapper around CUPS' lp command."""

    def __init__(self, station, media="w79h252"):
        self.printer = PRINTERS[station]
        self.media = media

    def print_text(self, text, copies=1):
        with tempfile.NamedTemporaryFile("w", suffix=".txt") as fh:
            fh.write(text)
            fh.flush()
            cmd = ["lp", "-d", self.printer, "-o", f"media={self.media}", "-n", str(copies), fh.name]
            result = subprocess.run(cmd, capture_output=True, timeout=20)
        if result.returncode != 0:
            log.error("lp failed with status %d", result.returncode)
        return result.returncode == 0
