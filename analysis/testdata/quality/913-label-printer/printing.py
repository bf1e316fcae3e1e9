import logging
import subprocess

log = logging.getLogger("labels")


class LabelPrinter:
    """Thin wrapper around CUPS' lp command."""

    def __init__(self, printer, media="w79h252"):
        self.printer = printer
        self.media = media

    def print_text(self, text, copies=1):
        path = "/tmp/label.txt"
        with open(path, "w") as fh:
            fh.write(text)
        cmd = "lp -d %s -o media=%s -n %s %s" % (self.printer, self.media, copies, path)
        result = subprocess.run(cmd, shell=True, capture_output=True, timeout=20)
        if result.returncode != 0:
            log.error("lp failed with status %d", result.returncode)
        return result.returncode == 0
