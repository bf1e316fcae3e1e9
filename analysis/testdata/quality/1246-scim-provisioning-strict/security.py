import base64
import binascii
import hmac
import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from fastapi import Header, HTTPException

KEY_DIR = Path("/etc/scim/keys")
TENANTS = {"acme": "ACME", "globex": "GLOBEX"}


def current_tenant(authorization: str = Header(...), x_tenant: str = Header(...)) -> str:
    """Every tenant's identity provider sends its own bearer token."""
    suffix = TENANTS.get(x_tenant)
    if suffix is None:
        raise HTTPException(status_code=401, detail="Invalid provisioning token")
    expected = os.environ[f"SCIM_TOKEN_{suffix}"]
    token = authorization.removeprefix("Bearer ")
    if not hmac.compare_digest(token.encode(), expected.encode()):
        raise HTTPException(status_code=401, detail="Invalid provisioning token")
    return x_tenant


PUBLIC_KEYS = {
    name: Ed25519PublicKey.from_public_bytes((KEY_DIR / f"{name}.pub").read_bytes()) for name in TENANTS
}


def verify_request_signature(tenant: str, body: bytes, signature: str) -> bool:
    try:
        PUBLIC_KEYS[tenant].verify(base64.b64decode(signature, validate=True), body)
    except (InvalidSignature, binascii.Error):
        return False
    return True
