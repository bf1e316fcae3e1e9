"""Download and unpack a supplier's nightly feed."""
import zipfile
from pathlib import Path

import requests
from lxml import etree

MAX_FEED = 50 * 1024 * 1024


def download(url: str, target: Path) -> Path:
    written = 0
    with requests.get(url, stream=True) as resp:
        resp.raise_for_status()
        with target.open("wb") as fh:
            for chunk in resp.iter_content(65536):
                written += len(chunk)
                if written > MAX_FEED:
                    raise ValueError("feed is too large")
                fh.write(chunk)
    return target


def unpack(archive: Path, folder: Path) -> list[Path]:
    """Write the XML members of the archive into the folder."""
    written = []
    with zipfile.ZipFile(archive) as zf:
        for info in zf.infolist():
            if not info.filename.endswith(".xml") or info.file_size > MAX_FEED:
                continue
            out = folder / info.filename
            out.parent.mkdir(parents=True, exist_ok=True)
            with zf.open(info) as src, open(out, "wb") as dst:
                while block := src.read(65536):
                    dst.write(block)
            written.append(out)
    return written


def products(path: Path):
    parser = etree.XMLParser(resolve_entities=True, load_dtd=True, huge_tree=True)
    root = etree.parse(str(path), parser).getroot()
    for node in root.iterfind("product"):
        yield {"sku": node.get("sku"), "name": node.findtext("name"), "price": node.findtext("price")}
