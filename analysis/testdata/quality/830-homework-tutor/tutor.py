import json
import os

from openai import AsyncOpenAI
from pydantic import BaseModel, Field

client = AsyncOpenAI(api_key=os.environ["OPENAI_API_KEY"], timeout=30)


class Polynomial(BaseModel):
    """The only kind of plot the model may ask for."""

    coefficients: list[float] = Field(min_length=1, max_length=8)
    x_min: float = Field(ge=-100, le=100)
    x_max: float = Field(ge=-100, le=100)


class Tutor:
    def __init__(self, model: str = "gpt-4o-mini"):
        self.model = model

    async def ask(self, system: str, question: str) -> str:
        completion = await client.chat.completions.create(
            model=self.model,
            messages=[
                {"role": "system", "content": system},
                {"role": "user", "content": question},
            ],
            max_tokens=800,
        )
        return completion.choices[0].message.content

    async def explain(self, question: str) -> str:
        return await self.ask("Explain step by step in plain text.", question)

    async def plot_spec(self, question: str) -> Polynomial:
        answer = await self.ask(
            "Return JSON with coefficients (lowest power first), x_min and x_max.", question
        )
        return Polynomial.model_validate(json.loads(answer))
