from quart import Quart, jsonify, request

from plugins import PluginRegistry, run_snippet

app = Quart(__name__)
registry = PluginRegistry()
READINGS = [12.1, 12.9, 13.4, 11.8]


@app.route("/analyse/<name>", methods=["POST"])
async def analyse(name):
    plugin = registry.get(f"plugins_contrib.{name}" if "." not in name else name)
    return jsonify(plugin.analyse(READINGS))


@app.route("/snippet", methods=["POST"])
async def snippet():
    data = await request.get_json()
    return jsonify(run_snippet(data["code"], READINGS))


if __name__ == "__main__":
    app.run()
