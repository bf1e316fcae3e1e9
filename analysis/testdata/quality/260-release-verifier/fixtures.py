"""Self test data. Nothing here is used against a real service."""
import hashlib

EXAMPLE_CONFIG = {
    "mirror_token": "your-api-key-here",
    "database": "postgresql://user:password@localhost/dbname",
    "smtp_password": "changeme",
    "webhook_secret": "<set WEBHOOK_SECRET>",
}
TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736"
EMPTY_SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
SRI = "sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC"
SSH_HOST_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl"


def run():
    assert hashlib.sha256(b"").hexdigest() == EMPTY_SHA256
    assert all(EXAMPLE_CONFIG.values())
    return "selftest passed, trace " + TRACE_ID
