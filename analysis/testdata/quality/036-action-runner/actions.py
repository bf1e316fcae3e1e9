"""Named actions that can be run on records."""
from importlib import import_module
from typing import Callable

ACTIONS: dict[str, Callable[[dict], dict]] = {}

PLUGIN_MODULES = {
    "csv": "exporters.csv_exporter",
    "json": "exporters.json_exporter",
    "xlsx": "exporters.xlsx_exporter",
}


def action(name: str):
    """Register a function as an action."""

    def decorator(func):
        ACTIONS[name] = func
        return func

    return decorator


@action("uppercase")
def uppercase(record: dict) -> dict:
    return {k: v.upper() if isinstance(v, str) else v for k, v in record.items()}


@action("strip")
def strip(record: dict) -> dict:
    return {k: v.strip() if isinstance(v, str) else v for k, v in record.items()}


def load_exporter(fmt: str):
    """Import the exporter of a known format."""
    if fmt not in PLUGIN_MODULES:
        raise KeyError(fmt)
    return import_module(PLUGIN_MODULES[fmt]).export
