"""Link preview service: returns title, description and image of a page."""
from dataclasses import asdict, dataclass
from urllib.parse import urljoin, urlsplit

import requests
from bs4 import BeautifulSoup
from flask import Flask, jsonify, render_template, request

app = Flask(__name__)

HEADERS = {"User-Agent": "Mozilla/5.0 (compatible; LinkPreview/1.0)"}
ALLOWED_HOSTS = {"github.com", "en.wikipedia.org", "www.youtube.com", "medium.com"}
MAX_BYTES = 512 * 1024


@dataclass
class Preview:
    url: str
    title: str = ""
    description: str = ""
    image: str = ""


def is_allowed(url):
    parts = urlsplit(url)
    return parts.scheme == "https" and parts.hostname in ALLOWED_HOSTS and parts.port in (None, 443)


def fetch_page(url):
    if not is_allowed(url):
        raise ValueError("host not allowed")
    with requests.get(url, headers=HEADERS, timeout=(3, 10), stream=True, allow_redirects=False) as response:
        response.raise_for_status()
        body = b""
        for chunk in response.iter_content(16 * 1024):
            body += chunk
            if len(body) >= MAX_BYTES:
                break
    return body


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
    except ValueError:
        return jsonify({"error": "Previews are not available for this site"}), 400
    except requests.RequestException:
        app.logger.exception("Preview failed")
        return jsonify({"error": "The page could not be loaded"}), 502

    if request.args.get("format") == "html":
        return render_template("card.html", preview=result)
    return jsonify(asdict(result))


if __name__ == "__main__":
    app.run(port=5001)
