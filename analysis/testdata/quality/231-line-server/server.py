"""
Remote control server for the render farm.

Protocol: one JSON object a line, for example
    {"op": "status"}
    {"op": "tail", "log": "render.log"}
    {"op": "set", "key": "threads", "value": "8 * 2"}
"""
import json
import socketserver
import threading

import commands


class ControlHandler(socketserver.StreamRequestHandler):
    def handle(self):
        for line in self.rfile:
            try:
                message = json.loads(line)
                answer = self.dispatch(message)
            except (ValueError, KeyError) as exc:
                answer = {"ok": False, "error": type(exc).__name__}
            self.wfile.write(json.dumps(answer).encode() + b"\n")

    def dispatch(self, message):
        op = message.pop("op")
        method = getattr(self, f"op_{op}", None)
        if method is None:
            return {"ok": False, "error": "unknown op"}
        return method(**message)

    def op_status(self):
        return {"ok": True, "threads": threading.active_count()}

    def op_tail(self, log, lines=20):
        return {"ok": True, "lines": commands.tail(log, lines)}

    def op_set(self, key, value):
        return {"ok": True, "value": commands.assign(key, value)}


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


if __name__ == "__main__":
    with Server(("0.0.0.0", 9100), ControlHandler) as server:
        server.serve_forever()
