import json
from dataclasses import dataclass
from typing import Optional

AGGREGATES = {
    "sum": lambda s: s.sum(),
    "mean": lambda s: s.mean(),
    "count": lambda s: s.count(),
    "max": lambda s: s.max(),
    "min": lambda s: s.min(),
}


class AnalysisError(Exception):
    pass


@dataclass
class Plan:
    aggregate: str
    column: str
    group_by: Optional[str]


def parse_plan(text, df):
    try:
        data = json.loads(text)
        plan = Plan(data["aggregate"], data["column"], data.get("group_by"))
    except (ValueError, KeyError, TypeError) as exc:
        raise AnalysisError("no plan") from exc
    columns = set(df.columns)
    if plan.aggregate not in AGGREGATES or plan.column not in columns:
        raise AnalysisError("unknown aggregate or column")
    if plan.group_by is not None and plan.group_by not in columns:
        raise AnalysisError("unknown grouping")
    return plan


def run_plan(plan, df):
    target = df.groupby(plan.group_by)[plan.column] if plan.group_by else df[plan.column]
    return AGGREGATES[plan.aggregate](target)
