from flask import Flask, jsonify, request

from formulas import Formula, FormulaError

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 128 * 1024


@app.post("/api/evaluate")
def evaluate():
    payload = request.get_json()
    cells = payload.get("cells", {})
    results = {}
    for name, formula in payload.get("formulas", {}).items():
        try:
            results[name] = Formula(formula).value(cells)
        except ZeroDivisionError:
            results[name] = "#DIV/0!"
        except (FormulaError, TypeError, ValueError):
            app.logger.exception("A formula could not be evaluated")
            results[name] = "#ERROR"
    return jsonify(results=results)


if __name__ == "__main__":
    app.run()
