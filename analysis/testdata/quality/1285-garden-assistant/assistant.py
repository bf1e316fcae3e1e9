"""Questions to the language model about the allotment association's data."""
from openai import OpenAI

client = OpenAI(timeout=30)

SCHEMA = """plots(id, number, area_m2, tenant_id)
harvests(id, plot_id, crop, kilos, picked_on)"""


class GardenAssistant:
    def __init__(self, model="gpt-4o-mini"):
        self.model = model
        self.history = []

    def _ask(self, system, question):
        reply = client.chat.completions.create(
            model=self.model,
            messages=[
                {"role": "system", "content": system},
                *self.history[-6:],
                {"role": "user", "content": question},
            ],
        )
        answer = reply.choices[0].message.content.strip()
        self.history.append({"role": "user", "content": question})
        self.history.append({"role": "assistant", "content": answer})
        return answer

    def sql_for(self, question):
        return self._ask(
            "Write one SQLite SELECT statement for the question. Tables:\n" + SCHEMA + "\nAnswer with SQL only.",
            question,
        )

    def quantity(self, question):
        """e.g. 'how many litres of compost for 3 beds of 1.2 x 4 m, 5 cm deep?'"""
        expression = self._ask("Turn the question into one Python arithmetic expression. Expression only.", question)
        return eval(expression)
