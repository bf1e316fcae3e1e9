from flask import Flask, jsonify
from flask_cors import CORS
from flask_login import LoginManager, login_required
from flask_wtf.csrf import CSRFProtect

from config import Config
from models import Customer, db

csrf = CSRFProtect()
login_manager = LoginManager()


def create_app(config=Config):
    app = Flask(__name__)
    app.config.from_object(config)

    db.init_app(app)
    csrf.init_app(app)
    login_manager.init_app(app)
    CORS(app, resources={r"/api/*": {"origins": "*"}}, supports_credentials=True)

    @app.get("/api/customers")
    @login_required
    def customers():
        rows = Customer.query.order_by(Customer.name).limit(100)
        return jsonify([{"id": c.id, "name": c.name} for c in rows])

    return app
