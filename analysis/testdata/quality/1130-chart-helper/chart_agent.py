from typing import Callable, Literal

import pandas as pd
import plotly.express as px
from openai import OpenAI
from plotly.graph_objects import Figure
from pydantic import BaseModel, ValidationError

PROMPT = (
    "Choose a chart for the wish. Answer with a JSON object with the keys kind (bar, line or scatter), x, y and "
    "agg (sum, mean or none). Columns: {columns}. Wish: {wish}"
)

KINDS: dict[str, Callable[..., Figure]] = {"bar": px.bar, "line": px.line, "scatter": px.scatter}


class ChartSpec(BaseModel):
    kind: Literal["bar", "line", "scatter"]
    x: str
    y: str
    agg: Literal["sum", "mean", "none"] = "none"


class ChartAgent:
    model = "gpt-4o-mini"

    def __init__(self, api_key: str) -> None:
        self._client = OpenAI(api_key=api_key, timeout=30, max_retries=1)

    def _ask(self, df: pd.DataFrame, wish: str) -> str:
        columns = ", ".join(f"{name} ({dtype})" for name, dtype in df.dtypes.items())
        completion = self._client.chat.completions.create(
            model=self.model,
            response_format={"type": "json_object"},
            messages=[{"role": "user", "content": PROMPT.format(columns=columns, wish=wish)}],
        )
        return completion.choices[0].message.content or "{}"

    def figure(self, df: pd.DataFrame, wish: str) -> Figure | None:
        try:
            spec = ChartSpec.model_validate_json(self._ask(df, wish))
        except ValidationError:
            return None
        if spec.x not in df.columns or spec.y not in df.columns:
            return None
        data = df
        if spec.agg != "none":
            grouped = df.groupby(spec.x, as_index=False)[spec.y]
            data = grouped.sum() if spec.agg == "sum" else grouped.mean()
        return KINDS[spec.kind](data, x=spec.x, y=spec.y)
