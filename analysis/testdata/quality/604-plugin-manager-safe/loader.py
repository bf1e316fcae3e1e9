import os
from importlib.metadata import entry_points
from pathlib import Path

import yaml
from pydantic import BaseModel
from werkzeug.utils import secure_filename


class Step(BaseModel):
    plugin: str
    options: dict[str, str] = {}


class Pipeline(BaseModel):
    title: str
    steps: list[Step]


class UnknownPlugin(LookupError):
    pass


class PluginLoader:
    """Only plugins that are installed under our entry point group can run."""

    def __init__(self):
        self.directory = Path(os.path.join("data", "pipelines"))
        self.directory.mkdir(parents=True, exist_ok=True)
        self.plugins = {ep.name: ep.load() for ep in entry_points(group="automation.plugins")}

    def parse(self, text: str) -> Pipeline:
        try:
            return Pipeline.model_validate(yaml.safe_load(text))
        except yaml.YAMLError as exc:
            raise ValueError("not YAML") from exc

    def save(self, name: str, definition: Pipeline) -> None:
        target = self.directory / secure_filename(f"{name}.json")
        target.write_text(definition.model_dump_json(indent=2), encoding="utf-8")

    def call(self, plugin: str, options: dict):
        handler = self.plugins.get(plugin)
        if handler is None:
            raise UnknownPlugin
        return handler(options)
