import json
import logging
from http.server import BaseHTTPRequestHandler, HTTPServer

from keys import EXAMPLE_KEY, KeyStore

logging.basicConfig(level=logging.INFO)
log = logging.getLogger("ingest")


class IngestHandler(BaseHTTPRequestHandler):
    store = KeyStore()

    def authorised(self):
        value = self.headers.get("X-Api-Key", "")
        if not value:
            return self.reject("missing API key")
        if value == EXAMPLE_KEY:
            return self.reject("the key of the documentation was used")
        owner = self.store.owner_of(value)
        if owner is None:
            return self.reject("unknown API key")
        return owner

    def reject(self, reason):
        log.warning("Request from %s rejected: %s", self.client_address[0], reason)
        self.send_response(401)
        self.end_headers()
        return None

    def do_POST(self):
        owner = self.authorised()
        if owner is None:
            return
        length = int(self.headers.get("Content-Length", 0))
        events = json.loads(self.rfile.read(length))
        log.info("%d events from %s", len(events), owner)
        self.send_response(202)
        self.end_headers()


if __name__ == "__main__":
    HTTPServer(("127.0.0.1", 8090), IngestHandler).serve_forever()
