"""Download a recipe page and pull out the ingredients list."""
import requests
from bs4 import BeautifulSoup

HEADERS = {"User-Agent": "RecipeBox/1.0"}


class RecipeFetcher:
    def __init__(self, url):
        self.url = url
        self.soup = None

    def load(self):
        if not self.url.startswith("http"):
            self.url = "https://" + self.url
        response = requests.get(self.url, headers=HEADERS)
        response.raise_for_status()
        self.soup = BeautifulSoup(response.text, "html.parser")
        return self

    def title(self):
        tag = self.soup.find("h1")
        return tag.get_text(strip=True) if tag else "Untitled"

    def ingredients(self):
        return [li.get_text(strip=True) for li in self.soup.select(".ingredients li")][:100]
