from dataclasses import dataclass

import pandas as pd
from openai import OpenAI


@dataclass
class Step:
    question: str
    code: str


class Analyst:
    MODEL = "gpt-4o-mini"

    def __init__(self, api_key: str) -> None:
        self.client = OpenAI(api_key=api_key, timeout=30)

    def _ask(self, system: str, text: str) -> str:
        answer = self.client.chat.completions.create(
            model=self.MODEL,
            messages=[{"role": "system", "content": system}, {"role": "user", "content": text}],
        )
        return answer.choices[0].message.content.strip()

    def plan(self, question: str, columns: list[str]) -> Step:
        system = f"Write Python code for a pandas frame `df` with columns {columns}. Put the answer into `result`. Code only."
        return Step(question=question, code=self._ask(system, question).strip("`").removeprefix("python"))

    def run(self, step: Step, df: pd.DataFrame):
        scope = {"df": df, "pd": pd}
        exec(step.code, scope)
        return scope.get("result")

    def explain(self, question: str, result) -> str:
        return self._ask("Explain the result in two sentences.", f"Question: {question}\nResult: {str(result)[:2000]}")
