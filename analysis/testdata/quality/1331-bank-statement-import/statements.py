from decimal import Decimal

from lxml import etree

NS = {"c": "urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"}


class Statement:
    def __init__(self, tree):
        self.tree = tree

    @classmethod
    def parse(cls, data):
        parser = etree.XMLParser(resolve_entities=True, load_dtd=True, huge_tree=True)
        return cls(etree.fromstring(data, parser))

    def entries(self, reference=None):
        path = "//c:Ntry"
        if reference:
            path = "//c:Ntry[c:NtryRef='%s']" % reference
        result = []
        for node in self.tree.xpath(path, namespaces=NS):
            amount = node.find("c:Amt", NS)
            result.append(
                {
                    "amount": str(Decimal(amount.text)),
                    "currency": amount.get("Ccy"),
                    "direction": node.findtext("c:CdtDbtInd", namespaces=NS),
                }
            )
        return result
