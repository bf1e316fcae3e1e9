from flask import Flask, jsonify, request

from client import CrmClient

app = Flask(__name__)


@app.post("/sync/contacts")
def sync_contacts():
    payload = request.get_json(silent=True) or {}
    client = CrmClient(payload.get("region", "us"))
    return jsonify(contacts=client.contacts(limit=int(payload.get("limit", 100))))


@app.get("/contacts/<key>")
def contact(key):
    data = CrmClient(request.args.get("region", "us")).contact(key)
    return jsonify(id=data["id"], name=data["properties"].get("firstname"))
