"""Remote control server for the render farm: one JSON object a line."""
import json
import socketserver

import commands


class ControlHandler(socketserver.StreamRequestHandler):
    def handle(self):
        for line in self.rfile:
            try:
                answer = self.dispatch(json.loads(line))
            except (ValueError, KeyError, SyntaxError) as exc:
                answer = {"ok": False, "error": type(exc).__name__}
            self.wfile.write(json.dumps(answer).encode() + b"\n")

    def dispatch(self, message):
        match message:
            case {"op": "status"}:
                return {"ok": True, "settings": commands.SETTINGS}
            case {"op": "tail", "log": str(log)}:
                return {"ok": True, "lines": commands.tail(log, int(message.get("lines", 20)))}
            case {"op": "set", "key": key, "value": str(value)}:
                return {"ok": True, "value": commands.assign(key, value)}
            case {"op": "run", "job": job}:
                return {"ok": True, "exit": commands.run(job)}
        return {"ok": False, "error": "unknown op"}


if __name__ == "__main__":
    with socketserver.ThreadingTCPServer(("127.0.0.1", 9100), ControlHandler) as server:
        server.serve_forever()
