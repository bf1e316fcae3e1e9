"""HTTP API and HTML view of the sheet."""
from flask import Flask, abort, jsonify, request

from cells import Sheet

app = Flask(__name__)
sheet = Sheet()
COLUMNS, ROWS = "ABCDEF", range(1, 21)


@app.put("/cells/<address>")
def set_cell(address):
    """Set a cell."""
    content = request.get_json().get("content", "")
    try:
        sheet.set(address, str(content))
    except KeyError:
        abort(404)
    return jsonify({"address": address, "content": content})


@app.get("/cells/<address>")
def get_cell(address):
    """Return the computed value of a cell."""
    try:
        return jsonify({"address": address, "value": sheet.value(address)})
    except (SyntaxError, NameError, TypeError):
        return jsonify({"address": address, "value": "#ERROR"})


@app.get("/")
def show_sheet():
    """Render the sheet as a table."""
    cells = sheet.dump()
    rows = []
    for number in ROWS:
        columns = "".join(f"<td>{cells.get(f'{letter}{number}', '')}</td>" for letter in COLUMNS)
        rows.append(f"<tr><th>{number}</th>{columns}</tr>")
    return "<table>" + "".join(rows) + "</table>"


if __name__ == "__main__":
    app.run(port=5001)
