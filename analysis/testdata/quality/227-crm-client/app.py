from flask import Flask, jsonify, request

from client import CrmClient

app = Flask(__name__)


def client_for(payload):
    url = payload.get("instance_url") or "https://api.hubapi.com"
    return CrmClient(url)


@app.post("/sync/contacts")
def sync_contacts():
    payload = request.get_json(silent=True) or {}
    client = client_for(payload)
    found = list(client.contacts(limit=int(payload.get("limit", 100))))
    return jsonify(count=len(found), contacts=found)
