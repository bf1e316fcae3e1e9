import os
import subprocess
import tempfile


class PrintError(RuntimeError):
    pass


class LabelPrinter:
    """Sends ZPL labels to a CUPS queue."""

    def __init__(self, queue, copies=1):
        self.queue = queue
        self.copies = copies

    def _spool(self, zpl):
        path = tempfile.mktemp(suffix=".zpl")
        with open(path, "w") as fh:
            fh.write(zpl)
        return path

    def print(self, zpl):
        path = self._spool(zpl)
        cmd = "lp -d {} -n {} -o raw {}".format(self.queue, self.copies, path)
        try:
            result = subprocess.run(cmd, shell=True, capture_output=True, text=True, timeout=20)
        finally:
            os.unlink(path)
        if result.returncode != 0:
            raise PrintError("lp exited with %d" % result.returncode)
        return result.stdout.strip()
