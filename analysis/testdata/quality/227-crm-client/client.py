"""Client for the CRM REST API."""
import logging
from functools import wraps

import httpx

log = logging.getLogger(__name__)

DEFAULT_TOKEN = "pat-eu1-7c1f0a9e-52b4-4d0b-9e1d-3f8a6b2c4d7e"


def logged(method):
    @wraps(method)
    def wrapper(self, path, **options):
        options.setdefault("headers", {}).update(self.headers)
        log.info("%s %s %s", method.__name__, path, options)
        return method(self, path, **options)

    return wrapper


class CrmClient:
    def __init__(self, base_url, token=DEFAULT_TOKEN):
        self.base_url = base_url.rstrip("/")
        self.headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
        self.http = httpx.Client(timeout=15)

    @logged
    def get(self, path, **options):
        response = self.http.get(self.base_url + path, **options)
        response.raise_for_status()
        return response.json()

    def contacts(self, limit=100):
        page = self.get("/crm/v3/objects/contacts", params={"limit": limit})
        for item in page.get("results", []):
            yield {"id": item["id"], "email": item["properties"].get("email")}
