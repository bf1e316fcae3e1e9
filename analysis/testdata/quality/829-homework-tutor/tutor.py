import os

from openai import AsyncOpenAI

client = AsyncOpenAI(api_key=os.environ["OPENAI_API_KEY"], timeout=30)


class Tutor:
    """Asks the model for explanations and for plotting code."""

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
        return await self.ask("Explain step by step. Answer in simple HTML.", question)

    async def plot_code(self, question: str) -> str:
        answer = await self.ask("Return only matplotlib code that draws the function.", question)
        return answer.strip().removeprefix("```python").removesuffix("```")
