import sqlite3


class Subscribers:
    def __init__(self, path="subscribers.db"):
        self.db = sqlite3.connect(path, timeout=5)

    def add(self, address, added_by):
        self.db.execute("INSERT OR IGNORE INTO subscribers (address, added_by) VALUES (?, ?)", (address, added_by))
        self.db.commit()
