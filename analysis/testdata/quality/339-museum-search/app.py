import os

from flask import Flask

from views import museum


def create_app():
    app = Flask(__name__)
    app.config["SECRET_KEY"] = os.environ["MUSEUM_SECRET"]
    app.register_blueprint(museum)
    return app


if __name__ == "__main__":
    create_app().run(port=5050)
