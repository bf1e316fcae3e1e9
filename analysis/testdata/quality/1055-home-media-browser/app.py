import hmac
import os
from functools import wraps

from flask import Flask, abort, jsonify, request, send_file

from library import MEDIA_ROOT, locate, make_thumbnail

app = Flask(__name__)
ACCESS_KEY = os.environ["MEDIA_KEY"]


def need_key(view):
    @wraps(view)
    def inner(*args, **kwargs):
        given = request.headers.get("X-Media-Key", "")
        if not hmac.compare_digest(given.encode(), ACCESS_KEY.encode()):
            abort(401)
        return view(*args, **kwargs)

    return inner


@app.get("/api/list")
@need_key
def list_root():
    """List the top folders of the library."""
    names = sorted(e.name for e in os.scandir(MEDIA_ROOT) if e.is_dir())
    return jsonify(names[:500])


@app.get("/api/stream")
@need_key
def stream():
    path = locate(request.args.get("file", ""))
    return send_file(path, conditional=True)


@app.get("/api/thumb")
@need_key
def thumb():
    picture = make_thumbnail(request.args["file"], request.args.get("at", "5"))
    return send_file(picture, mimetype="image/jpeg")


@app.delete("/api/file")
def delete_file():
    path = locate(request.args["file"])
    os.remove(path)
    return "", 204


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=8090)
