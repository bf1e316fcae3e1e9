from pathlib import Path

from lxml import etree


class StaffDirectory:
    """Read-only access to the exported staff list."""

    def __init__(self, path: Path):
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        self.tree = etree.parse(str(path), parser)

    @staticmethod
    def _to_dict(node) -> dict:
        return {
            "id": node.get("id"),
            "name": node.findtext("name"),
            "department": node.findtext("department"),
            "phone": node.findtext("phone"),
        }

    def get(self, employee_id: int) -> dict | None:
        nodes = self.tree.xpath("//employee[@id=$id]", id=str(employee_id))
        return self._to_dict(nodes[0]) if nodes else None

    def search(self, department: str, name: str | None = None) -> list[dict]:
        expression = "//employee[department = $department"
        variables = {"department": department}
        if name:
            expression += " and contains(name, $name)"
            variables["name"] = name
        expression += "]"
        return [self._to_dict(n) for n in self.tree.xpath(expression, **variables)[:100]]
