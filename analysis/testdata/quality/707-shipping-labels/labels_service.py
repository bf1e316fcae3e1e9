import os
import subprocess
import uuid

LABEL_DIR = os.environ.get("LABEL_DIR", "/var/lib/labels")


class LabelPrinter:
    """Renders a shipping label to PDF and sends it to a CUPS printer."""

    def __init__(self, printer, copies="1"):
        self.printer = printer
        self.copies = copies

    def render(self, html):
        name = uuid.uuid4().hex
        src = os.path.join(LABEL_DIR, name + ".html")
        pdf = os.path.join(LABEL_DIR, name + ".pdf")
        with open(src, "w", encoding="utf-8") as fh:
            fh.write(html)
        subprocess.run(["wkhtmltopdf", "--disable-javascript", src, pdf], check=True, timeout=60)
        return pdf

    def send(self, pdf):
        cmd = "lp -d %s -n %s %s" % (self.printer, self.copies, pdf)
        result = subprocess.run(cmd, shell=True, capture_output=True, text=True, timeout=30)
        return result.stdout.strip()
