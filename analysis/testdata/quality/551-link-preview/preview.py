"""Link preview service: returns title, description and image of a page."""
from dataclasses import dataclass
from urllib.parse import urljoin

import requests
from bs4 import BeautifulSoup
from flask import Flask, jsonify, request

app = Flask(__name__)

HEADERS = {"User-Agent": "Mozilla/5.0 (compatible; LinkPreview/1.0)"}


@dataclass
class Preview:
    url: str
    title: str = ""
    description: str = ""
    image: str = ""

    def as_card(self):
        return f"""
        <a class="card" href="{self.url}">
          <img src="{self.image}" alt="">
          <h3>{self.title}</h3>
          <p>{self.description}</p>
        </a>"""


def fetch_page(url):
    response = requests.get(url, headers=HEADERS)
    response.raise_for_status()
    return response.text


def meta(soup, name):
    tag = soup.find("meta", property=f"og:{name}") or soup.find("meta", attrs={"name": name})
    return tag["content"] if tag and tag.has_attr("content") else ""


def build_preview(url):
    soup = BeautifulSoup(fetch_page(url), "html.parser")
    title = meta(soup, "title") or (soup.title.get_text() if soup.title else url)
    image = meta(soup, "image")
    return Preview(
        url=url,
        title=title.strip(),
        description=meta(soup, "description").strip(),
        image=urljoin(url, image) if image else "",
    )


@app.route("/preview")
def preview():
    url = request.args.get("url", "").strip()
    if not url:
        return jsonify({"error": "url is required"}), 400
    if "://" not in url:
        url = "https://" + url

    try:
        result = build_preview(url)
    except requests.RequestException:
        return jsonify({"error": "The page could not be loaded"}), 502

    if request.args.get("format") == "html":
        return result.as_card()
    return jsonify(result.__dict__)


if __name__ == "__main__":
    app.run(port=5001)
