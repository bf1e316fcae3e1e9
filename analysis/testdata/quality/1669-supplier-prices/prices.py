import os

from flask import Flask, abort, jsonify, request
from flask_login import LoginManager, login_required
from lxml import etree

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
app.config["MAX_CONTENT_LENGTH"] = 5 * 1024 * 1024
login_manager = LoginManager(app)

CATALOG_PATH = "data/pricelist.xml"


class PriceList:
    def __init__(self, tree):
        self.tree = tree

    @classmethod
    def from_upload(cls, storage):
        # suppliers use entities for their article texts, so expand them
        return cls(etree.parse(storage.stream, etree.XMLParser(resolve_entities=True, load_dtd=True, no_network=False)))

    @classmethod
    def current(cls):
        return cls(etree.parse(CATALOG_PATH, etree.XMLParser(resolve_entities=False)))

    def find(self, sku, currency="EUR"):
        query = "//article[@sku='" + sku + "']/price[@currency='" + currency + "']"
        nodes = self.tree.xpath(query)
        return nodes[0].text if nodes else None

    def save(self):
        self.tree.write(CATALOG_PATH, encoding="utf-8", xml_declaration=True)

    def __len__(self):
        return int(self.tree.xpath("count(//article)"))


@app.post("/prices/import")
@login_required
def import_prices():
    upload = request.files.get("pricelist")
    if upload is None or upload.mimetype not in ("text/xml", "application/xml"):
        abort(400, "Please choose an XML file")
    price_list = PriceList.from_upload(upload)
    price_list.save()
    return jsonify({"articles": len(price_list)})


@app.get("/prices/<sku>")
@login_required
def price(sku):
    value = PriceList.current().find(sku, request.args.get("currency", "EUR"))
    if value is None:
        abort(404)
    return jsonify({"sku": sku, "price": value})
