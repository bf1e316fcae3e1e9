import ast
import importlib

MODULES = {
    "upper": ("transforms.text", "upper"),
    "round": ("transforms.numbers", "round_to"),
    "geo": ("transforms.geo", "locate"),
}
BOOTSTRAP = "import datetime, decimal\nnow = datetime.datetime.utcnow"


class UnknownPlugin(Exception):
    pass


def resolve(name):
    try:
        module_name, attribute = MODULES[name]
    except KeyError:
        raise UnknownPlugin(name) from None
    return getattr(importlib.import_module(module_name), attribute)


def options(text):
    value = ast.literal_eval(text)
    if not isinstance(value, dict):
        raise UnknownPlugin("options must be a dict")
    return value


def namespace():
    scope = {}
    exec(BOOTSTRAP, scope)
    return scope
