"""Summaries of tenant tickets with Claude."""
import os

import anthropic

client = anthropic.Anthropic(api_key=os.environ["ANTHROPIC_API_KEY"], timeout=30.0)


def ask(prompt: str) -> str:
    message = client.messages.create(
        model="claude-3-5-sonnet-latest",
        max_tokens=500,
        messages=[{"role": "user", "content": prompt}],
    )
    return message.content[0].text


def summarise(ticket) -> str:
    return ask(f"Summarise this ticket as a short HTML list:\n{ticket.text}")


def where_clause(question: str) -> str:
    return ask(
        "Table helpdesk_ticket(id, subject, text, status, flat). "
        f"Write only the SQL WHERE condition for: {question}"
    )
