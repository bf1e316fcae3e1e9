"""Questions to the language model about the allotment association's data."""
import json
from collections import deque

from openai import OpenAI

client = OpenAI(timeout=30)

REPORTS = {
    "harvest_per_crop": "SELECT crop, SUM(kilos) AS kilos FROM harvests WHERE picked_on >= ? GROUP BY crop LIMIT 100",
    "harvest_per_plot": "SELECT plot_id, SUM(kilos) AS kilos FROM harvests WHERE picked_on >= ? GROUP BY plot_id LIMIT 100",
}


class GardenAssistant:
    def __init__(self, model="gpt-4o-mini"):
        self.model = model
        self.history = deque(maxlen=6)

    def _ask(self, system, question):
        reply = client.chat.completions.create(
            model=self.model,
            response_format={"type": "json_object"},
            messages=[
                {"role": "system", "content": system},
                *self.history,
                {"role": "user", "content": question},
            ],
        )
        answer = reply.choices[0].message.content
        self.history.append({"role": "user", "content": question})
        self.history.append({"role": "assistant", "content": answer})
        return json.loads(answer)

    def report_for(self, question):
        """The model only picks one of our reports and a start date."""
        choice = self._ask(
            'Answer as JSON {"report": name, "since": "YYYY-MM-DD"}. Reports: ' + ", ".join(REPORTS),
            question,
        )
        sql = REPORTS.get(choice.get("report"))
        return sql, str(choice.get("since", "1970-01-01"))

    def quantity(self, question):
        """e.g. 'how many litres of compost for 3 beds of 1.2 x 4 m, 5 cm deep?'"""
        numbers = self._ask(
            'Answer as JSON {"beds": n, "length_m": n, "width_m": n, "depth_cm": n}.', question
        )
        beds, length, width, depth = (float(numbers[k]) for k in ("beds", "length_m", "width_m", "depth_cm"))
        return beds * length * width * depth * 10
