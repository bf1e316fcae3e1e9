import logging
import xml.etree.ElementTree as ET

import requests
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from .models import Episode, Show

logger = logging.getLogger(__name__)


def download_feed(url):
    headers = {"User-Agent": "PodShelf/1.0"}
    response = requests.get(url, headers=headers, timeout=15)
    response.raise_for_status()
    return response.content


def parse_items(xml_bytes):
    root = ET.fromstring(xml_bytes)
    for item in root.iter("item"):
        enclosure = item.find("enclosure")
        yield {
            "title": item.findtext("title", default="Untitled"),
            "audio": enclosure.get("url") if enclosure is not None else "",
        }


@require_POST
def import_feed(request, show_id):
    show = get_object_or_404(Show, pk=show_id, owner=request.user)
    feed_url = request.POST.get("feed_url", "").strip()
    if not feed_url.startswith(("http://", "https://")):
        return JsonResponse({"error": "Feed address must be http or https"}, status=400)

    try:
        content = download_feed(feed_url)
    except requests.RequestException:
        logger.exception("Feed download failed for show %s", show.pk)
        return JsonResponse({"error": "Could not download the feed"}, status=502)

    created = 0
    for item in parse_items(content):
        _, is_new = Episode.objects.get_or_create(show=show, title=item["title"], defaults={"audio_url": item["audio"]})
        created += is_new
    return JsonResponse({"created": created})
