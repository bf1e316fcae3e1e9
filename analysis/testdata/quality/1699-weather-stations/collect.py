#!/usr/bin/env python3
"""
Collects the status files (YAML) of the weather stations in our hobby network,
writes an HTML overview and warns the group on Telegram.

Run from cron every 15 minutes.
"""
import html
import time
from pathlib import Path

import requests
import yaml

STATIONS = {
    "Feldberg": "http://feldberg.wetterfreunde.net/status.yml",
    "Hinterzarten": "http://hinterzarten.wetterfreunde.net/status.yml",
    "Titisee": "http://titisee.wetterfreunde.net/status.yml",
}
BOT_TOKEN = "6841209375:AAF3kQzv9XwL2mPt7RbYc0dHs8JnUeGi4To"
CHAT_ID = -1001557309
OUTPUT = Path("/var/www/wetter/index.html")


class Station:
    def __init__(self, name, url):
        self.name = name
        self.url = url
        self.status = {}

    def refresh(self):
        response = requests.get(self.url)
        response.raise_for_status()
        self.status = self.parse(response.text)

    @staticmethod
    def parse(text):
        return yaml.load(text, Loader=yaml.UnsafeLoader)

    def row(self):
        temp = html.escape(str(self.status.get("temperature", "?")))
        wind = html.escape(str(self.status.get("wind", "?")))
        return "<tr><td>%s</td><td>%s</td><td>%s</td></tr>" % (html.escape(self.name), temp, wind)


def notify(text):
    requests.post(
        "https://api.telegram.org/bot" + BOT_TOKEN + "/sendMessage",
        json={"chat_id": CHAT_ID, "text": text},
        timeout=10,
    )


def main():
    stations = [Station(name, url) for name, url in STATIONS.items()]
    for station in stations:
        try:
            station.refresh()
        except:
            pass
        if station.status.get("battery_low"):
            notify("Battery low at " + station.name)

    rows = "\n".join(s.row() for s in stations)
    stamp = time.strftime("%d.%m.%Y %H:%M")
    OUTPUT.write_text(f"<h1>Stations</h1><table>{rows}</table><p>{stamp}</p>", encoding="utf-8")


if __name__ == "__main__":
    main()
