"""Lookups in the company's Active Directory."""
import ssl
from dataclasses import dataclass

from django.conf import settings
from ldap3 import SUBTREE, Connection, Server, Tls
from ldap3.utils.conv import escape_filter_chars

ATTRIBUTES = ["cn", "mail", "telephoneNumber", "department"]


@dataclass
class DirectoryEntry:
    name: str
    mail: str
    phone: str
    department: str


class DirectoryClient:
    def __init__(self) -> None:
        tls = Tls(validate=ssl.CERT_REQUIRED, ca_certs_file=settings.LDAP_CA_FILE)
        self.server = Server(settings.LDAP_HOST, use_ssl=True, tls=tls, connect_timeout=5)

    def _filter(self, term: str, department: str | None) -> str:
        term = escape_filter_chars(term)
        clause = f"(|(cn=*{term}*)(mail={term}*))"
        if department:
            clause = f"(&{clause}(department={escape_filter_chars(department)}))"
        return clause

    def search(self, term: str, department: str | None = None) -> list[DirectoryEntry]:
        with Connection(
            self.server, settings.LDAP_BIND_DN, settings.LDAP_BIND_PASSWORD, receive_timeout=10
        ) as conn:
            conn.search(settings.LDAP_BASE, self._filter(term, department), SUBTREE,
                        attributes=ATTRIBUTES, size_limit=100)
            return [
                DirectoryEntry(str(e.cn), str(e.mail), str(e.telephoneNumber), str(e.department))
                for e in conn.entries
            ]
