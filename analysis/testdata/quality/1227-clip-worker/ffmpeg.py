import subprocess


class ClipJob:
    def __init__(self, source, start, length, title):
        self.source = source
        self.start = start
        self.length = length
        self.title = title

    def command(self, target):
        parts = [
            "ffmpeg -y",
            f"-ss {self.start} -t {self.length}",
            f"-i '{self.source}'",
            f"-metadata title='{self.title}'",
            "-c:v libx264 -c:a aac",
            target,
        ]
        return " ".join(parts)

    def render(self, target):
        subprocess.run(self.command(target), shell=True, check=True, timeout=600)
