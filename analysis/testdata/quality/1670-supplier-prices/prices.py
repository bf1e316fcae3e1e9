import os

from flask import Flask, abort, jsonify, request
from flask_login import LoginManager, login_required
from lxml import etree

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
app.config["MAX_CONTENT_LENGTH"] = 5 * 1024 * 1024
app.config["SESSION_COOKIE_SECURE"] = True
login_manager = LoginManager(app)

CATALOG_PATH = "data/pricelist.xml"


def make_parser():
    return etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)


class PriceList:
    def __init__(self, tree):
        self.tree = tree

    @classmethod
    def from_upload(cls, storage):
        return cls(etree.parse(storage.stream, make_parser()))

    @classmethod
    def current(cls):
        return cls(etree.parse(CATALOG_PATH, make_parser()))

    def find(self, sku, currency="EUR"):
        nodes = self.tree.xpath(
            "//article[@sku=$sku]/price[@currency=$currency]", sku=sku, currency=currency
        )
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
    try:
        price_list = PriceList.from_upload(upload)
    except etree.XMLSyntaxError:
        app.logger.warning("price list could not be parsed")
        abort(400, "The file is not valid XML")
    price_list.save()
    return jsonify({"articles": len(price_list)})


@app.get("/prices/<sku>")
@login_required
def price(sku):
    value = PriceList.current().find(sku, request.args.get("currency", "EUR"))
    if value is None:
        abort(404)
    return jsonify({"sku": sku, "price": value})
