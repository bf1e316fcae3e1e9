"""School timetable viewer.

The secretary exports the timetable from the planning program as XML and
uploads it here. Teachers and pupils can then look up lessons.
"""
import hmac
import logging
import os
from pathlib import Path

from flask import Flask, jsonify, request
from lxml import etree

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 2 * 1024 * 1024

DATA_FILE = Path("data") / "timetable.xml"
UPLOAD_TOKEN = os.environ["TIMETABLE_UPLOAD_TOKEN"]
log = logging.getLogger(__name__)


def lesson_to_dict(node):
    # turn one <lesson> element into something jsonify understands
    return {
        "day": node.get("day"),
        "hour": node.get("hour"),
        "subject": node.findtext("subject"),
        "room": node.findtext("room"),
        "teacher": node.get("teacher"),
    }


def load_tree(source):
    # no entities, no DTD, no network: the export does not need them
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False
    )
    return etree.parse(source, parser)


def find_lessons(tree, teacher=None, room=None):
    query = "//lesson"
    variables = {}
    if teacher:
        query += "[@teacher=$teacher]"
        variables["teacher"] = teacher
    if room:
        query += "[room=$room]"
        variables["room"] = room
    return [lesson_to_dict(n) for n in tree.xpath(query, **variables)]


@app.route("/upload", methods=["POST"])
def upload():
    token = request.headers.get("X-Upload-Token", "")
    if not hmac.compare_digest(token.encode(), UPLOAD_TOKEN.encode()):
        return jsonify({"error": "forbidden"}), 403
    file = request.files.get("timetable")
    if file is None:
        return jsonify({"error": "no file given"}), 400
    try:
        tree = load_tree(file.stream)
    except etree.XMLSyntaxError:
        log.exception("timetable upload could not be parsed")
        return jsonify({"error": "the file is not a valid timetable export"}), 400
    if tree.getroot().tag != "timetable":
        return jsonify({"error": "the file is not a valid timetable export"}), 400
    tree.write(str(DATA_FILE), encoding="utf-8")
    return jsonify({"lessons": int(tree.xpath("count(//lesson)"))})


@app.route("/lessons")
def lessons():
    tree = load_tree(str(DATA_FILE))
    teacher = request.args.get("teacher")
    room = request.args.get("room")
    return jsonify(find_lessons(tree, teacher, room))


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=5000)
