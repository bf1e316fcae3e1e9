"""Client for the CRM REST API."""
import logging
import os
from functools import wraps
from urllib.parse import quote

import httpx

log = logging.getLogger(__name__)

INSTANCES = {"us": "https://api.hubapi.com", "eu": "https://api-eu1.hubapi.com"}
PORTAL_ID = "7c1f0a9e-52b4-4d0b-9e1d-3f8a6b2c4d7e"
SENSITIVE = {"authorization", "cookie"}


def masked(headers):
    return {k: "***" if k.lower() in SENSITIVE else v for k, v in headers.items()}


def logged(method):
    @wraps(method)
    def wrapper(self, path, **options):
        log.info("%s %s %s", method.__name__, path, sorted(options))
        log.debug("headers: %s", masked(self.headers))
        return method(self, path, **options)

    return wrapper


class CrmClient:
    def __init__(self, region, token=None):
        self.base_url = INSTANCES.get(region, INSTANCES["us"])
        self.headers = {
            "Authorization": "Bearer " + (token or os.environ["CRM_TOKEN"]),
            "X-Portal": PORTAL_ID,
        }
        self.http = httpx.Client(timeout=15)

    @logged
    def get(self, path, **options):
        response = self.http.get(self.base_url + path, headers=self.headers, **options)
        response.raise_for_status()
        return response.json()

    def contact(self, key):
        return self.get(f"/crm/v3/objects/contacts/{quote(key, safe='')}")

    def contacts(self, limit=100):
        page = self.get("/crm/v3/objects/contacts", params={"limit": limit})
        return [item["id"] for item in page.get("results", [])]
