import os
import subprocess
import tempfile

INBOX = "/srv/podcast/inbox"
OUTBOX = "/srv/podcast/public"


class Transcoder:
    def __init__(self, episode_id: int, title: str):
        self.source = os.path.join(INBOX, "%d.wav" % episode_id)
        self.target = os.path.join(OUTBOX, "%d.mp3" % episode_id)
        self.title = title

    def command(self, out: str) -> str:
        tags = '-metadata title="%s" -metadata artist="Radio Hinterhof"' % self.title
        return " ".join(["ffmpeg -y -i", self.source, tags, "-b:a 128k", out])

    def run(self) -> str:
        tmp = tempfile.mktemp(suffix=".mp3", dir="/tmp")
        subprocess.check_call(self.command(tmp), shell=True, timeout=1800)
        os.replace(tmp, self.target)
        return self.target
