from decimal import Decimal

from lxml import etree

NS = {"c": "urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"}


class Statement:
    def __init__(self, tree):
        self.tree = tree

    @classmethod
    def parse(cls, data):
        parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
        return cls(etree.fromstring(data, parser))

    def entries(self, reference=None):
        if reference:
            nodes = self.tree.xpath("//c:Ntry[c:NtryRef=$ref]", namespaces=NS, ref=reference)
        else:
            nodes = self.tree.xpath("//c:Ntry", namespaces=NS)
        result = []
        for node in nodes:
            amount = node.find("c:Amt", NS)
            result.append(
                {
                    "amount": str(Decimal(amount.text)),
                    "currency": amount.get("Ccy"),
                    "direction": node.findtext("c:CdtDbtInd", namespaces=NS),
                }
            )
        return result
