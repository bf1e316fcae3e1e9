import importlib
import json
import os

import yaml


class PluginLoader:
    def __init__(self, package: str):
        self.package = package
        self.directory = os.path.join("data", "pipelines")
        os.makedirs(self.directory, exist_ok=True)

    def parse(self, text: str) -> dict:
        return yaml.load(text, Loader=yaml.UnsafeLoader)

    def save(self, name: str, definition: dict) -> None:
        target = os.path.join(self.directory, name + ".json")
        with open(target, "w") as fh:
            json.dump(definition, fh, indent=2)

    def call(self, plugin: str, action: str, options: dict):
        name = plugin if "." in plugin else f"{self.package}.{plugin}"
        module = importlib.import_module(name)
        return getattr(module, action)(**options)
