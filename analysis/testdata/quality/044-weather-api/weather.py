"""Weather endpoints backed by a fixed upstream service."""
import logging
import os
from datetime import timedelta
from urllib.parse import quote, urlencode

import requests
from flask import Blueprint, abort, jsonify, request
from flask_caching import Cache

logger = logging.getLogger(__name__)
weather_bp = Blueprint("weather", __name__, url_prefix="/weather")
cache = Cache(config={"CACHE_TYPE": "SimpleCache"})

API_BASE = "https://api.open-meteo.com/v1"
GEO_BASE = os.environ.get("GEO_BASE", "https://geocoding-api.open-meteo.com/v1")
MODELS = {"ecmwf": "https://ecmwf.acme-weather.net", "gfs": "https://gfs.acme-weather.net"}


def fetch(url, **params):
    """GET JSON from the upstream, mapping errors to 502."""
    try:
        response = requests.get(url, params=params, timeout=5)
        response.raise_for_status()
    except requests.RequestException:
        logger.warning("Upstream error")
        abort(502)
    return response.json()


@cache.memoize(timeout=int(timedelta(hours=24).total_seconds()))
def geocode(city):
    """Look up the coordinates of a city."""
    hits = fetch(f"{GEO_BASE}/search?" + urlencode({"name": city, "count": 1})).get("results")
    if not hits:
        abort(404, "Unknown city")
    return hits[0]["latitude"], hits[0]["longitude"]


@weather_bp.get("/<city>")
def current(city):
    """Return the current weather of a city."""
    latitude, longitude = geocode(city)
    data = fetch(f"{API_BASE}/forecast", latitude=latitude, longitude=longitude, current_weather=True)
    return jsonify({"city": city, "weather": data["current_weather"]})


@weather_bp.get("/station/<station_id>")
def station(station_id):
    """Return the data of one station."""
    return jsonify(fetch(f"{API_BASE}/stations/{quote(station_id, safe='')}"))


@weather_bp.get("/model/<name>")
def model_run(name):
    """Return the latest run of a model."""
    base = MODELS.get(name)
    if base is None:
        abort(404)
    return jsonify(fetch(f"{base}/latest.json", hours=request.args.get("hours", 24, type=int)))
