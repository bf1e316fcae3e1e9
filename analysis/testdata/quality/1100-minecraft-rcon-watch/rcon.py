import socket
import struct


class Rcon:
    """Minimal RCON client for my Minecraft server."""

    def __init__(self, host, port, password):
        self.sock = socket.create_connection((host, port), timeout=10)
        self._send(3, password)

    def _send(self, kind, text):
        body = struct.pack("<ii", 1, kind) + text.encode("utf-8") + b"\x00\x00"
        self.sock.sendall(struct.pack("<i", len(body)) + body)
        return self._receive()

    def _exactly(self, count):
        data = b""
        while len(data) < count:
            part = self.sock.recv(count - len(data))
            if not part:
                raise ConnectionError("server closed the connection")
            data += part
        return data

    def _receive(self):
        (length,) = struct.unpack("<i", self._exactly(4))
        if not 10 <= length <= 8192:
            raise ConnectionError("unexpected packet")
        return self._exactly(length)[8:-2].decode("utf-8", "replace")

    def command(self, text):
        return self._send(2, text)

    def close(self):
        self.sock.close()
