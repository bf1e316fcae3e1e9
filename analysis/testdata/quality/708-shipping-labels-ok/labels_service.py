import os
import subprocess
import uuid

LABEL_DIR = os.environ.get("LABEL_DIR", "/var/lib/labels")
PRINTERS = {"zebra-1": "ZebraDock1", "zebra-2": "ZebraDock2", "office": "HP_Office"}
MAX_COPIES = 5


class UnknownPrinter(ValueError):
    pass


class LabelPrinter:
    """Renders a shipping label to PDF and sends it to a CUPS printer."""

    def __init__(self, printer, copies=1):
        if printer not in PRINTERS:
            raise UnknownPrinter(printer)
        self.queue = PRINTERS[printer]
        self.copies = min(max(int(copies), 1), MAX_COPIES)

    def render(self, html):
        name = uuid.uuid4().hex
        src = os.path.join(LABEL_DIR, name + ".html")
        pdf = os.path.join(LABEL_DIR, name + ".pdf")
        with open(src, "w", encoding="utf-8") as fh:
            fh.write(html)
        subprocess.run(["wkhtmltopdf", "--disable-javascript", src, pdf], check=True, timeout=60)
        return pdf

    def send(self, pdf):
        result = subprocess.run(
            ["lp", "-d", self.queue, "-n", str(self.copies), pdf],
            capture_output=True,
            text=True,
            check=True,
            timeout=30,
        )
        return result.stdout.strip()
