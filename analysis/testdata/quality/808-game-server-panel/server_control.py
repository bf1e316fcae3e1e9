import re
import subprocess

PLAYER = re.compile(r"[A-Za-z0-9_]{3,16}")
UNPRINTABLE = re.compile(r"[^\w ,.!?:()-]")


class InvalidPlayer(ValueError):
    pass


class GameServer:
    """Talks to the Minecraft server running inside a screen session."""

    def __init__(self, session_name: str = "mc"):
        self.session_name = session_name

    def _stuff(self, line: str) -> None:
        args = ["screen", "-S", self.session_name, "-p", "0", "-X", "stuff", line + "\n"]
        subprocess.run(args, check=True, timeout=10)

    def kick(self, player: str, reason: str) -> None:
        if not PLAYER.fullmatch(player):
            raise InvalidPlayer("bad player name")
        self._stuff(f"kick {player} {self._clean(reason)}")

    def say(self, message: str) -> None:
        self._stuff("say " + self._clean(message))

    @staticmethod
    def _clean(text: str) -> str:
        return UNPRINTABLE.sub("", text)[:200]
