"""Rendering of customer mails written by the sales team."""
from dataclasses import dataclass

from jinja2 import Environment, select_autoescape


@dataclass
class Contact:
    first_name: str
    company: str
    email: str


class MailRenderer:
    def __init__(self):
        self.env = Environment(autoescape=select_autoescape(default=True))

    def render(self, source: str, contact: Contact) -> str:
        template = self.env.from_string(source)
        return template.render(contact=contact)
