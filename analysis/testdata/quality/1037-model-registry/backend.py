import hashlib
import hmac
import json
import os

from starlette.authentication import AuthCredentials, AuthenticationBackend, SimpleUser

# {"<key id>": {"digest": "<sha256 of the key>", "scopes": ["reader"]}}
KEYS = json.loads(os.environ["REGISTRY_KEYS"])


class KeyBackend(AuthenticationBackend):
    async def authenticate(self, conn):
        key_id, _, key = conn.headers.get("X-Registry-Key", "").partition(".")
        entry = KEYS.get(key_id)
        if entry is None:
            return None
        digest = hashlib.sha256(key.encode()).hexdigest()
        if not hmac.compare_digest(digest, entry["digest"]):
            return None
        return AuthCredentials(entry["scopes"]), SimpleUser(key_id)
