import os

from flask import Flask

from views import plants


def create_app():
    app = Flask(__name__)
    app.config["SECRET_KEY"] = os.environ["PLANTS_SECRET"]
    app.register_blueprint(plants)
    return app


if __name__ == "__main__":
    create_app().run(port=5051)
