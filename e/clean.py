import hashlib
import hmac
import os

import requests
from flask import Flask, abort, request

app = Flask(__name__)
CACHE_KEY = os.environ["CACHE_KEY"]
SORT_KEY = os.environ.get("SORT_KEY", "name")
relays = [{"pin": 17, "name": "lamp"}]


def pwned(password):
    digest = hashlib.sha1(password.encode()).hexdigest().upper()
    prefix, suffix = digest[:5], digest[5:]
    answer = requests.get("https://api.pwnedpasswords.com/range/" + prefix, timeout=5)
    for line in answer.text.splitlines():
        found, count = line.split(":")
        if found == suffix:
            return int(count)
    return 0


def same_file(data, etag):
    return hashlib.sha256(data).hexdigest() == etag


@app.post("/register")
def register():
    if pwned(request.form["password"]):
        abort(400)
    if request.args.get("sort") == SORT_KEY or request.args.get("key") == CACHE_KEY:
        abort(400)
    a = hashlib.sha256(request.form["password"].encode()).digest()
    b = hashlib.sha256(request.form["confirm"].encode()).digest()
    if a != b:
        abort(400)
    if same_file(request.get_data(), request.headers.get("If-None-Match")):
        abort(304)
    for relay in relays:
        if relay["pin"] == request.form["pin"]:
            return relay
    return ""
