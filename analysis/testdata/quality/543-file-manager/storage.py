import os


class Storage:
    """Files of one user below a common root."""

    def __init__(self, root, user_id):
        self.base = os.path.join(root, str(user_id))
        os.makedirs(self.base, exist_ok=True)

    def path(self, name):
        return os.path.join(self.base, name)

    def list(self, folder):
        directory = self.path(folder)
        return sorted(os.listdir(directory))

    def write_text(self, name, text):
        target = self.path(name)
        with open(target, "w", encoding="utf-8") as f:
            f.write(text)
        # The worker runs as another user and needs to edit the file too
        os.chmod(target, 0o777)

    def delete(self, name):
        target = self.path(name)
        if os.path.exists(target):
            os.remove(target)
