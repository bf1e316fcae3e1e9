"""Field encryption for the customer export we hand to the call-centre agency."""
import base64
import os
import secrets
import string

from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESSIV

# Keys come from the vault, base64 encoded (AES-SIV: 64 bytes, AES-GCM: 32 bytes).
JOIN_KEY = base64.b64decode(os.environ["EXPORT_JOIN_KEY"])
NOTE_KEY = base64.b64decode(os.environ["EXPORT_NOTE_KEY"])


def encrypt_field(value: str) -> str:
    """Deterministic (AES-SIV), so that the agency can join on the encrypted value."""
    sealed = AESSIV(JOIN_KEY).encrypt(value.encode("utf-8"), [b"customer-export"])
    return base64.b64encode(sealed).decode()


def encrypt_note(note: str) -> str:
    nonce = secrets.token_bytes(12)
    sealed = AESGCM(NOTE_KEY).encrypt(nonce, note.encode("utf-8"), None)
    return base64.b64encode(nonce + sealed).decode()


def archive_password(length: int = 20) -> str:
    chars = string.ascii_letters + string.digits + "!#%+-"
    return "".join(secrets.choice(chars) for _ in range(length))
