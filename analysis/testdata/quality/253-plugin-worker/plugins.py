import importlib
from textwrap import dedent


def resolve(spec):
    """Turn "package.module:function" into the function."""
    module_name, _, attribute = spec.partition(":")
    module = importlib.import_module(module_name)
    return getattr(module, attribute)


def prepare(setup):
    namespace = {}
    if setup:
        exec(dedent(setup), namespace)
        namespace.pop("__builtins__", None)
    return namespace
