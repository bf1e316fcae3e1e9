import os

ROOT = os.environ["MEDIA_ROOT"]


def incoming(media_id):
    return os.path.join(ROOT, "incoming", "%d.bin" % int(media_id))


def published(media_id, suffix):
    return os.path.join(ROOT, "published", "%d.%s" % (int(media_id), suffix))
