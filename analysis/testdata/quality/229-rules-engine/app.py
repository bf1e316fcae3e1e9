from flask import Flask, jsonify, request

from rules import RuleBook

app = Flask(__name__)
book = RuleBook()


@app.post("/rules")
def upload_rules():
    uploaded = request.files["rules"]
    count = book.load(uploaded.read().decode("utf-8"))
    return jsonify(loaded=count)


@app.get("/rules/search")
def search_rules():
    term = request.args.get("q", "")
    names = [rule.name for rule in book if term in rule.name]
    return f"<h1>{len(names)} rules for '{term}'</h1><p>" + "<br>".join(names) + "</p>"


@app.post("/basket/discount")
def discount():
    data = request.get_json()
    basket = {
        "total": float(data["total"]),
        "items": int(data["items"]),
        "country": str(data.get("country", "DE")),
    }
    amount, rule = book.best(basket)
    return jsonify(discount=round(amount, 2), rule=rule)
