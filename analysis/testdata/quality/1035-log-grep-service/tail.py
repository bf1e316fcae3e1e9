import os


def last_lines(path, count, block=64 * 1024, limit=4 * 1024 * 1024):
    """Return up to ``count`` lines from the end of the file, reading at most ``limit`` bytes."""
    chunks = []
    taken = 0
    newlines = 0
    with open(path, "rb") as fh:
        position = fh.seek(0, os.SEEK_END)
        while position > 0 and newlines <= count and taken < limit:
            step = min(block, position)
            position -= step
            fh.seek(position)
            chunk = fh.read(step)
            chunks.append(chunk)
            taken += step
            newlines += chunk.count(b"\n")
    text = b"".join(reversed(chunks)).decode("utf-8", errors="replace")
    return text.splitlines()[-count:]
