from flask import Flask, jsonify, request

from formulas import Formula, run_macro

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
        except Exception as exc:
            results[name] = f"#ERROR {exc}"
    return jsonify(results=results)


@app.post("/api/macro")
def macro():
    payload = request.get_json()
    return jsonify(cells=run_macro(payload["source"], payload.get("cells", {})))


if __name__ == "__main__":
    app.run()
