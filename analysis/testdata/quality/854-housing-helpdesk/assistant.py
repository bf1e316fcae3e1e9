"""Summaries of tenant tickets with Claude."""
import json
import os

import anthropic

client = anthropic.Anthropic(api_key=os.environ["ANTHROPIC_API_KEY"], timeout=30.0)

STATUSES = {"open", "waiting", "closed"}


def ask(prompt: str) -> str:
    message = client.messages.create(
        model="claude-3-5-sonnet-latest",
        max_tokens=500,
        messages=[{"role": "user", "content": prompt}],
    )
    return message.content[0].text


def summarise(ticket) -> str:
    return ask(f"Summarise this ticket in three short sentences of plain text:\n{ticket.text}")


def search_terms(question: str) -> dict:
    """The model only fills in a small form; it never writes SQL."""
    answer = ask(f"Return JSON with 'status' (open, waiting, closed or null) and 'word' for: {question}")
    form = json.loads(answer)
    status = form.get("status")
    return {
        "status": status if status in STATUSES else None,
        "word": str(form.get("word") or "")[:50],
    }
