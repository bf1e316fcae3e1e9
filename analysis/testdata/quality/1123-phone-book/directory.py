from typing import Any

from ldap3 import SUBTREE, Connection, Server

from config import DirectoryConfig

ATTRIBUTES = ["cn", "telephoneNumber", "departmentNumber", "mail"]


class Directory:
    def __init__(self, config: type[DirectoryConfig] = DirectoryConfig) -> None:
        self._config = config
        self._server = Server(config.URL, connect_timeout=4)

    def _connection(self) -> Connection:
        return Connection(
            self._server,
            user=self._config.BIND_DN,
            password=self._config.BIND_PASSWORD,
            auto_bind=True,
            receive_timeout=6,
        )

    def _filter(self, term: str, department: str | None) -> str:
        parts = ["(objectClass=person)", f"(cn=*{term}*)"]
        if department:
            parts.append(f"(departmentNumber={department})")
        return f"(&{''.join(parts)})"

    def search(self, term: str, department: str | None = None) -> list[dict[str, Any]]:
        with self._connection() as conn:
            conn.search(self._config.BASE_DN, self._filter(term, department), SUBTREE, attributes=ATTRIBUTES, size_limit=50)
            return [self._entry(entry) for entry in conn.entries]

    def departments_of(self, uid: str) -> list[str]:
        dn = f"uid={uid},{self._config.BASE_DN}"
        with self._connection() as conn:
            conn.search(dn, "(objectClass=person)", attributes=["departmentNumber"], size_limit=1)
            return [str(v) for entry in conn.entries for v in entry.departmentNumber.values]

    @staticmethod
    def _entry(entry: Any) -> dict[str, Any]:
        return {
            "name": str(entry.cn),
            "phone": str(entry.telephoneNumber),
            "department": str(entry.departmentNumber),
            "mail": str(entry.mail),
        }
