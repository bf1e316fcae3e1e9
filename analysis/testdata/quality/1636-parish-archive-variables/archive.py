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


SEARCH = etree.XPath("//entry[@kind=$kind and contains(name, $surname) and ($village='' or village=$village)]")


def search(kind, surname, village=None):
    nodes = SEARCH(_tree(), kind=kind, surname=surname, village=village or "")
    logger.info("register search gave %d entries", len(nodes))
    return [_to_dict(n) for n in nodes[:100]]
