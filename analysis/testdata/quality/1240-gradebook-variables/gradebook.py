"""The school's timetable program exports all grades as one XML file each night."""
import os

from lxml import etree

EXPORT = os.environ.get("GRADES_XML", "data/grades.xml")
_cache = {"mtime": 0.0, "tree": None}


def load_tree():
    mtime = os.stat(EXPORT).st_mtime
    if mtime != _cache["mtime"]:
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        _cache["tree"] = etree.parse(EXPORT, parser)
        _cache["mtime"] = mtime
    return _cache["tree"]


class Gradebook:
    def __init__(self, class_name):
        self.class_name = class_name

    def student_node(self, code):
        nodes = load_tree().xpath(
            "/school/class[@name=$class_name]/student[@code=$code]",
            class_name=self.class_name,
            code=code,
        )
        return nodes[0] if nodes else None

    def grades(self, node):
        return [(g.get("subject"), g.get("mark")) for g in node.iterfind("grade")]
