"""Move a WordPress export into the new static site.

python migrate.py export.zip
"""
import sys
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

import requests
from lxml import etree

NS = {
    "content": "http://purl.org/rss/1.0/modules/content/",
    "wp": "http://wordpress.org/export/1.2/",
}
OUT_DIR = Path("content")
OLD_BLOG = "https://blog.kaffeekiste.net"
MAX_ENTRY = 50 * 1024 * 1024


def unpack(archive):
    """Copy the XML members to numbered files, whatever they are called in the archive."""
    raw_dir = OUT_DIR / "raw"
    raw_dir.mkdir(parents=True, exist_ok=True)
    xml_files = []
    with zipfile.ZipFile(archive) as zf:
        for number, entry in enumerate(zf.infolist()):
            if entry.is_dir() or not entry.filename.endswith(".xml") or entry.file_size > MAX_ENTRY:
                continue
            target = raw_dir / f"export-{number:03d}.xml"
            with zf.open(entry) as src, target.open("wb") as dst:
                while chunk := src.read(65536):
                    dst.write(chunk)
            xml_files.append(target)
    return xml_files


def read_posts(xml_file):
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
    tree = etree.parse(str(xml_file), parser)
    for item in tree.iterfind(".//item"):
        yield {
            "title": item.findtext("title"),
            "body": item.findtext("content:encoded", namespaces=NS),
            "image": item.findtext("wp:attachment_url", namespaces=NS),
        }


def fetch_image(url, media_dir, number):
    """Images are only taken from the old blog itself."""
    path = urlsplit(url).path
    name = "image-%04d.jpg" % number
    with requests.get(OLD_BLOG + "/" + path.lstrip("/"), stream=True, timeout=(5, 30)) as response:
        response.raise_for_status()
        with (media_dir / name).open("wb") as f:
            for chunk in response.iter_content(65536):
                f.write(chunk)
    return name


def main(argv):
    if len(argv) != 2:
        sys.exit(__doc__)
    media_dir = OUT_DIR / "media"
    media_dir.mkdir(parents=True, exist_ok=True)
    count = 0
    for xml_file in unpack(argv[1]):
        for post in read_posts(xml_file):
            count += 1
            image = fetch_image(post["image"], media_dir, count) if post["image"] else None
            with (OUT_DIR / f"post-{count:04d}.md").open("w", encoding="utf-8") as f:
                f.write("# %s\n\n" % post["title"])
                if image:
                    f.write("![](media/%s)\n\n" % image)
                f.write((post["body"] or "") + "\n")
    print("migrated %d posts" % count)


if __name__ == "__main__":
    main(sys.argv)
