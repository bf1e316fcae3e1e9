from flask import Flask

from browser import bp

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 16 * 1024
app.register_blueprint(bp)
