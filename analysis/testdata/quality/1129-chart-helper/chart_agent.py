import pandas as pd
import plotly.express as px
from openai import OpenAI
from plotly.graph_objects import Figure

PROMPT = (
    "Write Python that assigns a plotly figure to `fig`. A dataframe `df` and plotly.express as `px` exist. "
    "Answer with code only. Columns: {columns}. Wish: {wish}"
)


class ChartAgent:
    model = "gpt-4o-mini"

    def __init__(self, api_key: str) -> None:
        self._client = OpenAI(api_key=api_key, timeout=30, max_retries=1)

    def _ask(self, df: pd.DataFrame, wish: str) -> str:
        columns = ", ".join(f"{name} ({dtype})" for name, dtype in df.dtypes.items())
        completion = self._client.chat.completions.create(
            model=self.model,
            messages=[{"role": "user", "content": PROMPT.format(columns=columns, wish=wish)}],
        )
        return completion.choices[0].message.content or ""

    @staticmethod
    def _code(answer: str) -> str:
        lines = [line for line in answer.splitlines() if not line.startswith("`")]
        return "\n".join(lines)

    def figure(self, df: pd.DataFrame, wish: str) -> Figure | None:
        scope: dict[str, object] = {"df": df, "px": px}
        exec(self._code(self._ask(df, wish)), scope)
        figure = scope.get("fig")
        return figure if isinstance(figure, Figure) else None
