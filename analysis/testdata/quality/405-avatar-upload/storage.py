import os

from werkzeug.utils import secure_filename

ALLOWED_EXTENSIONS = {"png", "jpg", "jpeg", "gif"}


class UnsupportedImage(ValueError):
    """Raised if the uploaded file is not an accepted image."""


def allowed_file(filename):
    return "." in filename and filename.rsplit(".", 1)[1].lower() in ALLOWED_EXTENSIONS


class AvatarStorage:
    def __init__(self, base_dir):
        self.base_dir = base_dir
        os.makedirs(base_dir, exist_ok=True)

    def path_for(self, name):
        return os.path.join(self.base_dir, name)

    def save(self, file):
        if not allowed_file(secure_filename(file.filename)):
            raise UnsupportedImage(file.filename)
        target = self.path_for(file.filename)
        file.save(target)
        return file.filename
