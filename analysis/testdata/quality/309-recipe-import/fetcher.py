import requests

TRUSTED = ("chefkoch.de", "seriouseats.com", "bbcgoodfood.com")
AGENT = {"User-Agent": "RecipeBox/1.4"}
MAX_IMAGE = 4 * 1024 * 1024


def is_trusted(url):
    if not url.startswith("https://"):
        return False
    return any(host in url for host in TRUSTED)


def fetch_page(url):
    response = requests.get(url, headers=AGENT, timeout=8)
    response.raise_for_status()
    return response.text


def is_public_image(url):
    return url.lower().endswith((".jpg", ".png")) and is_trusted(url)


def fetch_image(url):
    is_public_image(url)
    with requests.get(url, headers=AGENT, timeout=8, stream=True) as response:
        response.raise_for_status()
        return response.raw.read(MAX_IMAGE)


def nutrition(food_id):
    response = requests.get(
        f"https://api.nal.usda.gov/fdc/v1/food/{food_id}",
        headers=AGENT,
        timeout=8,
    )
    return response.json() if response.ok else {}
