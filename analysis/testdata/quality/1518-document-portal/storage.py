import os
import uuid
from pathlib import Path

ROOT = Path(os.environ["PORTAL_FILES"]).resolve()
SIGNATURES = {".pdf": b"%PDF-", ".png": b"\x89PNG\r\n\x1a\n", ".jpg": b"\xff\xd8\xff"}


class NotAllowed(Exception):
    """The path leaves the customer's folder or the type is not accepted."""


def company_root(company_id):
    root = ROOT / str(int(company_id))
    root.mkdir(mode=0o750, exist_ok=True)
    return root


def inside(root, relative):
    candidate = (root / relative).resolve()
    if not candidate.is_relative_to(root):
        raise NotAllowed
    return candidate


def save_upload(incoming, root):
    """Stores the file under a name of our own; size is bounded by MAX_CONTENT_LENGTH."""
    suffix = Path(incoming.filename).suffix.lower()
    signature = SIGNATURES.get(suffix)
    if signature is None or incoming.stream.read(len(signature)) != signature:
        raise NotAllowed
    incoming.stream.seek(0)
    name = f"{uuid.uuid4().hex}{suffix}"
    incoming.save(root / name)
    return name
