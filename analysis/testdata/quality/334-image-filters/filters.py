import importlib
from functools import lru_cache

PLUGINS = {
    "sepia": ("plugins.tone", "sepia"),
    "blur": ("plugins.soft", "gaussian"),
    "edges": ("plugins.detect", "edges"),
}
REGISTRY = {}


def filter_step(name):
    def register(func):
        REGISTRY[name] = func
        return func

    return register


@filter_step("resize")
def resize(image, width, height):
    return image.resize((int(width), int(height)))


@filter_step("rotate")
def rotate(image, degrees=90):
    return image.rotate(float(degrees), expand=True)


@lru_cache(maxsize=None)
def _plugin(name):
    module_name, attribute = PLUGINS[name]
    return getattr(importlib.import_module(module_name), attribute)


def resolve(name):
    if name in REGISTRY:
        return REGISTRY[name]
    if name in PLUGINS:
        return _plugin(name)
    raise LookupError(name)
