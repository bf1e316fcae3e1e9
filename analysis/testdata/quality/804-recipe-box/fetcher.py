"""Download a recipe page from one of the supported sites."""
from urllib.parse import urlparse

import requests
from bs4 import BeautifulSoup

HEADERS = {"User-Agent": "RecipeBox/1.0"}
SUPPORTED_HOSTS = {"www.bbcgoodfood.com", "www.chefkoch.de", "www.marmiton.org"}
MAX_PAGE = 2 * 1024 * 1024


class UnsupportedSite(ValueError):
    pass


class RecipeFetcher:
    def __init__(self, url):
        parts = urlparse(url)
        if parts.scheme != "https" or parts.hostname not in SUPPORTED_HOSTS:
            raise UnsupportedSite("site not supported")
        self.host = parts.hostname
        self.path = parts.path
        self.soup = None

    def load(self):
        target = f"https://{self.host}{self.path}"
        with requests.get(
            target, headers=HEADERS, timeout=10, stream=True, allow_redirects=False
        ) as response:
            response.raise_for_status()
            body = response.raw.read(MAX_PAGE, decode_content=True)
        self.soup = BeautifulSoup(body, "html.parser")
        return self

    def title(self):
        tag = self.soup.find("h1")
        return tag.get_text(strip=True) if tag else "Untitled"

    def ingredients(self):
        return [li.get_text(strip=True) for li in self.soup.select(".ingredients li")][:100]
