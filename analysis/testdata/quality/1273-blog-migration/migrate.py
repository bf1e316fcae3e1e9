"""Move a WordPress export into the new static site.

python migrate.py export.zip content/
"""
import os
import sys
import zipfile

import requests
from lxml import etree

NS = {
    "content": "http://purl.org/rss/1.0/modules/content/",
    "wp": "http://wordpress.org/export/1.2/",
}


def unpack(archive, work_dir):
    xml_files = []
    with zipfile.ZipFile(archive) as zf:
        for entry in zf.infolist():
            if entry.is_dir():
                continue
            target = os.path.join(work_dir, entry.filename)
            os.makedirs(os.path.dirname(target), exist_ok=True)
            with zf.open(entry) as src, open(target, "wb") as dst:
                while chunk := src.read(65536):
                    dst.write(chunk)
            if target.endswith(".xml"):
                xml_files.append(target)
    return xml_files


def read_posts(xml_file):
    parser = etree.XMLParser(resolve_entities=True, load_dtd=True, no_network=False, huge_tree=True)
    tree = etree.parse(xml_file, parser)
    for item in tree.iterfind(".//item"):
        yield {
            "title": item.findtext("title"),
            "slug": item.findtext("wp:post_name", namespaces=NS),
            "body": item.findtext("content:encoded", namespaces=NS),
            "image": item.findtext("wp:attachment_url", namespaces=NS),
        }


def fetch_image(url, media_dir, number):
    response = requests.get(url, stream=True)
    response.raise_for_status()
    name = "image-%04d.jpg" % number
    with open(os.path.join(media_dir, name), "wb") as f:
        for chunk in response.iter_content(65536):
            f.write(chunk)
    return name


def main(argv):
    if len(argv) != 3:
        sys.exit(__doc__)
    archive, out_dir = argv[1:]
    media_dir = os.path.join(out_dir, "media")
    os.makedirs(media_dir, exist_ok=True)
    count = 0
    for xml_file in unpack(archive, os.path.join(out_dir, "raw")):
        for post in read_posts(xml_file):
            count += 1
            if post["image"]:
                post["image"] = fetch_image(post["image"], media_dir, count)
            with open(os.path.join(out_dir, "post-%04d.md" % count), "w") as f:
                f.write("# %s\n\n%s\n" % (post["title"], post["body"] or ""))
    print("migrated %d posts" % count)


if __name__ == "__main__":
    main(sys.argv)
