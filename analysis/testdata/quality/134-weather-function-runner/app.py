from quart import Quart, abort, jsonify, request

import plugins

app = Quart(__name__)
READINGS = [12.1, 12.9, 13.4, 11.8]


@app.route("/analyse/<kind>", methods=["POST"])
async def analyse(kind):
    try:
        module = plugins.load(kind)
    except LookupError:
        abort(404)
    return jsonify(module.analyse(READINGS))


@app.route("/apply", methods=["POST"])
async def apply():
    data = await request.get_json()
    name = data.get("function")
    if name not in plugins.FUNCTIONS:
        return jsonify(error="unknown function"), 400
    return jsonify(result=plugins.apply(name, READINGS))
