import logging
from urllib.parse import quote, urlparse

import requests
from django.http import JsonResponse
from django.views.decorators.http import require_GET, require_POST

logger = logging.getLogger(__name__)

CHARTS_API = "https://charts.podshelf.example/v2"
FEED_HOSTS = frozenset({"feeds.podshelf.example", "rss.audioplanet.example"})


def _is_known_feed(url):
    parts = urlparse(url)
    return parts.scheme == "https" and parts.hostname in FEED_HOSTS


@require_GET
def chart(request, country):
    genre = request.GET.get("genre", "all")
    response = requests.get(
        f"{CHARTS_API}/charts/{quote(country, safe='')}",
        params={"genre": genre},
        timeout=10,
    )
    if response.status_code != 200:
        return JsonResponse({"error": "Chart not available"}, status=502)
    return JsonResponse({"entries": response.json()["entries"][:50]})


@require_POST
def preview_feed(request):
    feed_url = request.POST.get("feed_url", "")
    if not _is_known_feed(feed_url):
        return JsonResponse({"error": "Unknown feed host"}, status=400)
    response = requests.get(feed_url, timeout=10, allow_redirects=False)
    return JsonResponse({"size": len(response.content), "type": response.headers.get("Content-Type", "")})
