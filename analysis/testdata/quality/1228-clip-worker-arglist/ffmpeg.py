import subprocess


class ClipJob:
    def __init__(self, source, start, length, title):
        self.source = source
        self.start = start
        self.length = length
        self.title = title

    def command(self, target):
        return [
            "ffmpeg",
            "-y",
            "-ss", str(self.start),
            "-t", str(self.length),
            "-i", self.source,
            "-metadata", f"title={self.title}",
            "-c:v", "libx264",
            "-c:a", "aac",
            target,
        ]

    def render(self, target):
        subprocess.run(self.command(target), check=True, timeout=600)
