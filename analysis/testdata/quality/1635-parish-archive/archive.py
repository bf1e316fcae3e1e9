"""Looks up entries in the digitised parish register (one XML file)."""
import logging
from functools import lru_cache
from pathlib import Path

from lxml import etree

logger = logging.getLogger("archive")
REGISTER = Path(__file__).with_name("register.xml")


@lru_cache(maxsize=1)
def _tree():
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.parse(str(REGISTER), parser)


def _to_dict(node):
    return {"year": node.get("year"), "name": node.findtext("name"), "village": node.findtext("village")}


def build_path(kind, surname, village=None):
    path = "//entry[@kind='" + kind + "' and contains(name, '" + surname + "')]"
    if village:
        path += "[village='%s']" % village
    return path


def search(kind, surname, village=None):
    nodes = _tree().xpath(build_path(kind, surname, village))
    logger.info("register search for " + surname + " gave " + str(len(nodes)))
    return [_to_dict(n) for n in nodes[:100]]
