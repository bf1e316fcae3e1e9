"""Company phone book, read from Active Directory."""
from __future__ import annotations

import os
from dataclasses import dataclass

from ldap3 import SUBTREE, Connection, Server

BASE_DN = os.environ.get("LDAP_BASE", "ou=people,dc=corp,dc=local")


@dataclass
class Person:
    name: str
    phone: str
    department: str


class PhoneBook:
    def __init__(self) -> None:
        self.server = Server(os.environ["LDAP_HOST"], use_ssl=True, connect_timeout=5)

    def _connect(self) -> Connection:
        return Connection(
            self.server,
            user=os.environ["LDAP_USER"],
            password=os.environ["LDAP_PASSWORD"],
            auto_bind=True,
            receive_timeout=10,
        )

    @staticmethod
    def build_filter(name: str, department: str | None) -> str:
        parts = [f"(cn=*{name}*)"]
        if department:
            parts.append(f"(department={department})")
        return "(&(objectClass=person)%s)" % "".join(parts)

    def find(self, name: str, department: str | None = None) -> list[Person]:
        ldap_filter = self.build_filter(name, department)
        with self._connect() as conn:
            conn.search(BASE_DN, ldap_filter, SUBTREE, attributes=["cn", "telephoneNumber", "department"], size_limit=50)
            return [
                Person(str(e.cn), str(e.telephoneNumber), str(e.department)) for e in conn.entries
            ]
