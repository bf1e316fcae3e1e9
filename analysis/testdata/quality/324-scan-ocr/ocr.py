import asyncio
import shlex
from dataclasses import dataclass
from pathlib import Path

LANGUAGES = {"de": "deu", "en": "eng", "fr": "fra"}


@dataclass
class Scan:
    source: Path
    base: Path
    title: str
    language: str


class OcrError(RuntimeError):
    pass


class Ocr:
    def __init__(self, parallel=2):
        self.gate = asyncio.Semaphore(parallel)

    async def _exec(self, *argv):
        async with self.gate:
            proc = await asyncio.create_subprocess_exec(
                *argv, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
            )
            out, err = await proc.communicate()
        if proc.returncode:
            raise OcrError(err.decode(errors="replace")[-200:])
        return out

    async def recognise(self, scan: Scan) -> Path:
        await self._exec("tesseract", str(scan.source), str(scan.base), "-l", scan.language, "pdf")
        pdf = scan.base.with_suffix(".pdf")
        await self._exec("exiftool", "-overwrite_original", f"-Title={scan.title}", str(pdf))
        return pdf

    async def archive(self, scan: Scan) -> None:
        label = shlex.quote(scan.title)
        pdf = shlex.quote(str(scan.base.with_suffix(".pdf")))
        proc = await asyncio.create_subprocess_shell(f"cat {pdf} | archive-put --label={label}")
        if await proc.wait():
            raise OcrError("archive refused the scan")
