"""Rendering of customer mails written by the sales team.

Only $first_name, $company and $email are replaced: plain substitution, no template language.
"""
from dataclasses import asdict, dataclass
from string import Template


@dataclass
class Contact:
    first_name: str
    company: str
    email: str


class MailRenderer:
    def render(self, source: str, contact: Contact) -> str:
        template = Template(source)
        return template.safe_substitute(asdict(contact))
