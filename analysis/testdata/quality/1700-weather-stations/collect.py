#!/usr/bin/env python3
"""
Collects the status files (YAML) of the weather stations in our hobby network,
writes an HTML overview and warns the group on Telegram.

Run from cron every 15 minutes.
"""
import html
import logging
import os
import time
from pathlib import Path

import requests
import yaml

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
log = logging.getLogger("stations")

STATIONS = {
    "Feldberg": "https://feldberg.wetterfreunde.net/status.yml",
    "Hinterzarten": "https://hinterzarten.wetterfreunde.net/status.yml",
    "Titisee": "https://titisee.wetterfreunde.net/status.yml",
}
BOT_TOKEN = os.environ["TELEGRAM_BOT_TOKEN"]
CHAT_ID = -1001557309
OUTPUT = Path("/var/www/wetter/index.html")
MAX_STATUS_BYTES = 64 * 1024


class Station:
    def __init__(self, name, url):
        self.name = name
        self.url = url
        self.status = {}

    def refresh(self):
        with requests.get(self.url, timeout=(5, 15), stream=True) as response:
            response.raise_for_status()
            raw = response.raw.read(MAX_STATUS_BYTES + 1, decode_content=True)
        if len(raw) > MAX_STATUS_BYTES:
            raise ValueError("status file too large")
        self.status = self.parse(raw)

    @staticmethod
    def parse(raw):
        data = yaml.safe_load(raw)
        if not isinstance(data, dict):
            raise ValueError("status file is not a mapping")
        return data

    def row(self):
        temp = html.escape(str(self.status.get("temperature", "?")))
        wind = html.escape(str(self.status.get("wind", "?")))
        return "<tr><td>%s</td><td>%s</td><td>%s</td></tr>" % (html.escape(self.name), temp, wind)


def notify(text):
    response = requests.post(
        "https://api.telegram.org/bot" + BOT_TOKEN + "/sendMessage",
        json={"chat_id": CHAT_ID, "text": text},
        timeout=10,
    )
    if not response.ok:
        log.warning("telegram answered %d", response.status_code)


def main():
    stations = [Station(name, url) for name, url in STATIONS.items()]
    for station in stations:
        try:
            station.refresh()
        except (requests.RequestException, yaml.YAMLError, ValueError):
            log.exception("station %s could not be read", station.name)
            continue
        if station.status.get("battery_low"):
            notify("Battery low at " + station.name)

    rows = "\n".join(s.row() for s in stations)
    stamp = time.strftime("%d.%m.%Y %H:%M")
    OUTPUT.write_text(f"<h1>Stations</h1><table>{rows}</table><p>{stamp}</p>", encoding="utf-8")


if __name__ == "__main__":
    main()
