"""Keeps the state of a tabletop campaign between two evenings."""
import os
from dataclasses import asdict, dataclass, field

import yaml
from defusedxml import ElementTree
from django.core import signing

SEATS = "/var/lib/tabletop"


@dataclass
class Campaign:
    title: str = "New campaign"
    heroes: list = field(default_factory=list)

    def export(self):
        return signing.dumps(asdict(self), salt="campaign")


def restore(blob):
    """Signed JSON: raises BadSignature for anything we did not write."""
    data = signing.loads(blob, salt="campaign", max_age=60 * 60 * 24 * 90)
    return Campaign(title=str(data["title"]), heroes=[str(h) for h in data["heroes"]])


def read_monsters(text):
    monsters = yaml.safe_load(text)
    if not isinstance(monsters, list):
        raise ValueError("a list of monsters is expected")
    return [str(m["name"]) for m in monsters[:100] if isinstance(m, dict) and "name" in m]


def read_map(data):
    """Names of the rooms of an uploaded dungeon map (XML)."""
    root = ElementTree.fromstring(data)
    return [room.findtext("name") for room in root.iter("room")][:200]


def claim_seat(campaign_id: int, seat: int, player: str) -> bool:
    path = os.path.join(SEATS, f"{campaign_id}-{seat}.seat")
    try:
        with open(path, "x") as fh:  # fails if somebody else was faster
            fh.write(player)
    except FileExistsError:
        return False
    return True
