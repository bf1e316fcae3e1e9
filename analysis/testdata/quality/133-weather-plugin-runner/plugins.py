import importlib
from types import ModuleType


class PluginRegistry:
    def __init__(self):
        self._loaded: dict[str, ModuleType] = {}

    def get(self, dotted: str) -> ModuleType:
        if dotted not in self._loaded:
            self._loaded[dotted] = importlib.import_module(dotted)
        return self._loaded[dotted]


def run_snippet(source: str, readings: list[float]) -> dict:
    scope: dict = {"readings": readings}
    compiled = compile(source, "<snippet>", "exec")
    exec(compiled, scope)
    return {"result": scope.get("result")}
