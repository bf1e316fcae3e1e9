import importlib
import logging
import statistics
from collections.abc import Iterable

log = logging.getLogger("etl.steps")


def rename(rows, mapping):
    return [{mapping.get(k, k): v for k, v in row.items()} for row in rows]


def drop_empty(rows, column):
    return [row for row in rows if row.get(column) not in (None, "")]


def normalise(rows, column):
    values = [float(r[column]) for r in rows]
    mean, spread = statistics.fmean(values), statistics.pstdev(values) or 1.0
    return [{**r, column: (float(r[column]) - mean) / spread} for r in rows]


def derive(rows: Iterable[dict], target: str, formula: str):
    source = f"lambda row: {formula}"
    func = eval(compile(source, "<formula>", "eval"), {"round": round, "min": min, "max": max})
    return [{**row, target: func(row)} for row in rows]


BUILTIN = {"rename": rename, "drop_empty": drop_empty, "normalise": normalise, "derive": derive}


def resolve(name: str):
    if name in BUILTIN:
        return BUILTIN[name]
    module_name, _, attribute = name.rpartition(".")
    module = importlib.import_module(module_name)
    return getattr(module, attribute)
