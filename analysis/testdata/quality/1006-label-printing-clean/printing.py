import os
import subprocess
import tempfile

QUEUES = {
    "dock-1": "zebra-01",
    "dock-2": "zebra-02",
    "returns": "zebra-returns",
}


class PrintError(RuntimeError):
    pass


class LabelPrinter:
    """Sends ZPL labels to a CUPS queue."""

    def __init__(self, station, copies=1):
        if station not in QUEUES:
            raise PrintError("unknown station")
        self.queue = QUEUES[station]
        self.copies = max(1, min(copies, 20))

    def print(self, zpl):
        fd, path = tempfile.mkstemp(suffix=".zpl")
        try:
            with os.fdopen(fd, "w") as fh:
                fh.write(zpl)
            result = subprocess.run(
                ["lp", "-d", self.queue, "-n", str(self.copies), "-o", "raw", path],
                capture_output=True,
                text=True,
                timeout=20,
            )
        except subprocess.TimeoutExpired as exc:
            raise PrintError("lp timed out") from exc
        finally:
            os.unlink(path)
        if result.returncode != 0:
            raise PrintError("lp exited with %d" % result.returncode)
        return result.stdout.strip()
