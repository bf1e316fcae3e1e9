import os

from django.conf import settings


class DocumentBox:
    """Exercise sheets and letters for one patient."""

    def __init__(self, patient):
        self.folder = os.path.join(settings.MEDIA_ROOT, "documents", str(patient.pk))

    def path(self, name):
        return os.path.join(self.folder, name)

    def names(self):
        return sorted(os.listdir(self.folder))[:200]

    def store(self, upload):
        os.makedirs(self.folder, exist_ok=True)
        with open(self.path(upload.name), "wb") as out:
            for chunk in upload.chunks():
                out.write(chunk)

    def remove(self, name):
        if os.path.exists(self.path(name)):
            os.remove(self.path(name))
