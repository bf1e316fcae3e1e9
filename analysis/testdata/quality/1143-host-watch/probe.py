import socket
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    host: str
    port: int

    @classmethod
    def parse(cls, text: str) -> "Target":
        host, _, port = text.rpartition(":")
        return cls(host, int(port))


@dataclass(frozen=True)
class Result:
    target: Target
    up: bool
    millis: float


class Probe:
    def _connect(self, target: Target) -> float:
        started = time.perf_counter()
        with socket.create_connection((target.host, target.port)):
            return (time.perf_counter() - started) * 1000

    def check(self, target: Target) -> Result:
        try:
            return Result(target, True, self._connect(target))
        except OSError:
            return Result(target, False, 0.0)
