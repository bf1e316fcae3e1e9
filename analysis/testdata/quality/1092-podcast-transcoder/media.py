import os
import shutil
import subprocess
import tempfile

INBOX = "/srv/podcast/inbox"
OUTBOX = "/srv/podcast/public"


class Transcoder:
    def __init__(self, episode_id: int, title: str):
        self.source = os.path.join(INBOX, "%d.wav" % episode_id)
        self.target = os.path.join(OUTBOX, "%d.mp3" % episode_id)
        self.title = title

    def command(self, out: str) -> list[str]:
        return [
            "ffmpeg", "-y",
            "-i", self.source,
            "-metadata", "title=" + self.title,
            "-metadata", "artist=Radio Hinterhof",
            "-b:a", "128k",
            out,
        ]

    def run(self) -> str:
        with tempfile.TemporaryDirectory(prefix="episode-") as folder:
            out = os.path.join(folder, "episode.mp3")
            subprocess.check_call(self.command(out), timeout=1800)
            shutil.move(out, self.target)
        return self.target
