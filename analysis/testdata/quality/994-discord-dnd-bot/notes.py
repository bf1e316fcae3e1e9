import os

CAMPAIGNS = {"strahd": "strahd.txt", "phandelver": "phandelver.txt", "oneshots": "oneshots.txt"}


class NoteBook:
    def __init__(self, folder):
        self.folder = folder
        os.makedirs(folder, exist_ok=True)

    def add(self, campaign, author, text):
        filename = os.path.join(self.folder, CAMPAIGNS[campaign])
        with open(filename, "a", encoding="utf-8") as f:
            f.write(f"{author}: {text}\n")
