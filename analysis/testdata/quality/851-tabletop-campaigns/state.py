"""Keeps the state of a tabletop campaign between two evenings."""
import base64
import os
import pickle

import yaml
from lxml import etree

SEATS = "/var/lib/tabletop"


class Campaign:
    def __init__(self, title="New campaign", heroes=None):
        self.title = title
        self.heroes = heroes or []

    def export(self):
        return base64.b64encode(pickle.dumps(self)).decode()


def restore(blob):
    raw = base64.b64decode(blob)
    return pickle.loads(raw)


def read_monsters(text):
    return yaml.load(text, Loader=yaml.Loader)


def read_map(data):
    """Names of the rooms of an uploaded dungeon map (XML)."""
    parser = etree.XMLParser(load_dtd=True, resolve_entities=True)
    root = etree.fromstring(data, parser)
    return [room.findtext("name") for room in root.iter("room")][:200]


def claim_seat(campaign_id: int, seat: int, player: str) -> bool:
    path = os.path.join(SEATS, f"{campaign_id}-{seat}.seat")
    if os.path.exists(path):
        return False
    with open(path, "w") as fh:
        fh.write(player)
    return True
