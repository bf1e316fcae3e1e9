from urllib.parse import quote, urljoin, urlsplit

import requests

HOSTS = frozenset({"covers.openlibrary.org", "books.google.com", "images.isbndb.com"})
BASE = "https://openlibrary.org/"


class RefusedUrl(ValueError):
    pass


def checked(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme != "https" or parts.hostname not in HOSTS:
        raise RefusedUrl(parts.hostname)
    if parts.port not in (None, 443):
        raise RefusedUrl("port")
    return url


def download(url: str, limit: int = 3_000_000) -> bytes:
    with requests.get(checked(url), timeout=6, stream=True, allow_redirects=False) as response:
        response.raise_for_status()
        data = response.raw.read(limit + 1)
    if len(data) > limit:
        raise RefusedUrl("too large")
    return data


def describe(isbn: str) -> dict:
    url = f"{BASE}isbn/{quote(isbn, safe='')}.json"
    response = requests.get(url, timeout=6)
    return response.json() if response.ok else {}


def author(key: str) -> dict:
    response = requests.get(BASE + "authors/" + quote(key, safe="") + ".json", timeout=6)
    return response.json() if response.ok else {}
