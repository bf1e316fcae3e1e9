from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Callable

from psycopg import sql

GROUPINGS = ("route", "vessel", "weekday")
MEASURES = {"passengers": "SUM(passengers)", "cars": "SUM(cars)", "delay": "AVG(delay_minutes)"}
QUERIES: dict[str, Callable] = {}


def query(name):
    def register(func):
        QUERIES[name] = func
        return func

    return register


@dataclass
class Period:
    start: date
    end: date

    @classmethod
    def parse(cls, params):
        return cls(date.fromisoformat(params["from"]), date.fromisoformat(params["to"]))


@query("totals")
def totals(cur, params):
    period = Period.parse(params)
    group = params.get("group", "route")
    if group not in GROUPINGS:
        raise ValueError("group")
    measure = MEASURES[params.get("measure", "passengers")]
    statement = f"SELECT {group}, {measure} FROM sailings WHERE day BETWEEN %s AND %s GROUP BY {group}"
    cur.execute(statement, (period.start, period.end))
    return cur.fetchall()


@query("busiest")
def busiest(cur, params):
    limit = max(1, min(int(params.get("limit", 10)), 100))
    cur.execute(f"SELECT day, passengers FROM sailings ORDER BY passengers DESC LIMIT {limit}")
    return cur.fetchall()


@query("distinct")
def distinct(cur, params):
    column = next((g for g in GROUPINGS if g == params.get("column")), "route")
    cur.execute(sql.SQL("SELECT DISTINCT {} FROM sailings").format(sql.Identifier(column)))
    return cur.fetchall()


@query("vessel")
def vessel(cur, params):
    names = params.get("names", "").split(",")
    marks = ", ".join(["%s"] * len(names))
    cur.execute(f"SELECT vessel, COUNT(*) FROM sailings WHERE vessel IN ({marks}) GROUP BY vessel", names)
    return cur.fetchall()
