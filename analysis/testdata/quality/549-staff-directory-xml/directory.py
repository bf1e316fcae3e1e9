from pathlib import Path

from lxml import etree


class StaffDirectory:
    """Read-only access to the exported staff list."""

    def __init__(self, path: Path):
        self.tree = etree.parse(str(path))

    @staticmethod
    def _to_dict(node) -> dict:
        return {
            "id": node.get("id"),
            "name": node.findtext("name"),
            "department": node.findtext("department"),
            "phone": node.findtext("phone"),
        }

    def get(self, employee_id: str) -> dict | None:
        nodes = self.tree.xpath("//employee[@id='" + employee_id + "']")
        return self._to_dict(nodes[0]) if nodes else None

    def search(self, department: str, name: str | None = None) -> list[dict]:
        conditions = [f"department = '{department}'"]
        if name:
            conditions.append(f"contains(name, '{name}')")
        expression = "//employee[{}]".format(" and ".join(conditions))
        return [self._to_dict(n) for n in self.tree.xpath(expression)[:100]]
