import logging
import subprocess

log = logging.getLogger("panel")


class GameServer:
    """Talks to the Minecraft server running inside a screen session."""

    def __init__(self, session_name: str = "mc"):
        self.session_name = session_name

    def _stuff(self, line: str) -> None:
        cmd = f"screen -S {self.session_name} -p 0 -X stuff '{line}\\n'"
        subprocess.check_call(cmd, shell=True, timeout=10)

    def kick(self, player: str, reason: str) -> None:
        self._stuff(f"kick {player} {reason}")

    def say(self, message: str) -> None:
        self._stuff("say " + message)
