#!/usr/bin/env python3
"""Saves the PDF attachments of unread supplier mails to the scan folder of the bookkeeping program.

The account comes from the environment: IMAP_HOST, IMAP_USER, IMAP_PASSWORD.
"""
import argparse
import email
import email.policy
import hashlib
import imaplib
import logging
import os
import re
import ssl
from datetime import date
from pathlib import Path

log = logging.getLogger("attachments")
MAX_MESSAGE = 25 * 1024 * 1024
SUPPLIERS = {"invoices@paper.example": "paper", "billing@power.example": "power", "rechnung@phone.example": "phone"}
UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


def safe_stem(filename):
    """The sender picks the name, so only its harmless characters are kept."""
    stem = Path(filename or "attachment").name.rsplit(".", 1)[0]
    return UNSAFE.sub("_", stem).strip("._-")[:60] or "attachment"


def supplier_of(message):
    header = message["From"]
    if header is None or not header.addresses:
        return None
    return SUPPLIERS.get(header.addresses[0].addr_spec.lower())


def save(part, folder, supplier):
    data = part.get_payload(decode=True) or b""
    if not data.startswith(b"%PDF-"):
        return False
    mark = hashlib.sha256(data).hexdigest()[:12]
    target = folder / supplier / f"{date.today():%Y-%m-%d}-{safe_stem(part.get_filename())}-{mark}.pdf"
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with target.open("xb") as out:
            out.write(data)
    except FileExistsError:
        return False
    return True


def size_of(box, number):
    _, data = box.fetch(number, "(RFC822.SIZE)")
    found = re.search(rb"RFC822\.SIZE (\d+)", data[0])
    return int(found[1]) if found else MAX_MESSAGE + 1


def run(box, folder, sender=None):
    saved = 0
    box.select("INBOX")
    criteria = ["UNSEEN"]
    if sender is not None:
        criteria += ["FROM", f'"{sender}"']
    _, data = box.search(None, *criteria)
    for number in data[0].split()[:200]:
        if size_of(box, number) > MAX_MESSAGE:
            log.warning("a message was skipped because of its size")
            continue
        _, parts = box.fetch(number, "(BODY.PEEK[])")
        message = email.message_from_bytes(parts[0][1], policy=email.policy.default)
        supplier = supplier_of(message)
        if supplier is None:
            continue
        for part in message.iter_attachments():
            if part.get_content_type() == "application/pdf":
                saved += save(part, folder, supplier)
        box.store(number, "+FLAGS", "\\Seen")
    return saved


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sender", choices=sorted(SUPPLIERS))
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO)
    with imaplib.IMAP4_SSL(os.environ["IMAP_HOST"], ssl_context=ssl.create_default_context(), timeout=30) as box:
        box.login(os.environ["IMAP_USER"], os.environ["IMAP_PASSWORD"])
        saved = run(box, args.folder, args.sender)
    log.info("%d attachments saved", saved)


if __name__ == "__main__":
    main()
