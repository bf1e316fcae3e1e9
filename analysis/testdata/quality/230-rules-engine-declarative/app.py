from flask import Flask, jsonify, request
from markupsafe import escape

from rules import RuleBook

app = Flask(__name__)
book = RuleBook()


@app.post("/rules")
def upload_rules():
    try:
        count = book.load(request.files["rules"].read().decode("utf-8"))
    except (ValueError, SyntaxError, TypeError):
        return jsonify(error="invalid rules"), 400
    return jsonify(loaded=count)


@app.get("/rules/search")
def search_rules():
    term = request.args.get("q", "")
    names = [escape(rule.name) for rule in book if term in rule.name]
    return f"<h1>{len(names)} rules for '{escape(term)}'</h1><p>" + "<br>".join(names) + "</p>"


@app.post("/basket/discount")
def discount():
    data = request.get_json()
    amount, rule = book.best(
        {"total": float(data["total"]), "items": int(data["items"]), "country": str(data.get("country", "DE"))}
    )
    return jsonify(discount=round(amount, 2), rule=rule)
