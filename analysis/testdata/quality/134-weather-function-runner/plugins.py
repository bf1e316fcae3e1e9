import importlib
import statistics

FUNCTIONS = {
    "mean": statistics.fmean,
    "median": statistics.median,
    "spread": lambda xs: max(xs) - min(xs),
}

MODULES = {
    "frost": "weather.plugins.frost",
    "storm": "weather.plugins.storm",
}


def load(kind: str):
    dotted = MODULES.get(kind)
    if dotted is None:
        raise LookupError(kind)
    return importlib.import_module(dotted)


def apply(name: str, readings: list[float]) -> float:
    return FUNCTIONS[name](readings)
