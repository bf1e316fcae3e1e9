import os
import tempfile
from dataclasses import dataclass


@dataclass
class PdfOptions:
    title: str
    page_size: str = "A4"
    landscape: bool = False
    margin_mm: int = 15

    def to_flags(self) -> str:
        title = self.title.replace('"', "'")
        flags = [
            f'--title "{title}"',
            f"--page-size {self.page_size}",
            f"--margin-top {self.margin_mm}mm",
        ]
        if self.landscape:
            flags.append("--orientation Landscape")
        return " ".join(flags)


class PdfRenderer:
    """Thin wrapper around the wkhtmltopdf binary."""

    binary = "wkhtmltopdf"

    def render(self, html: str, options: PdfOptions) -> str:
        fd, source = tempfile.mkstemp(suffix=".html")
        with os.fdopen(fd, "w", encoding="utf-8") as fh:
            fh.write(html)
        target = source.replace(".html", ".pdf")
        status = os.system(f"{self.binary} {options.to_flags()} {source} {target}")
        if status != 0:
            raise RuntimeError(f"exit status {status}")
        return target
