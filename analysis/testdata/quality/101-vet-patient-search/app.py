import os
import sqlite3

from flask import Flask, g

from patients import patients_bp

app = Flask(__name__)
app.register_blueprint(patients_bp)
DATABASE = os.environ.get("CLINIC_DB", "clinic.db")


@app.before_request
def open_db():
    g.db = sqlite3.connect(DATABASE)


@app.teardown_request
def close_db(exc=None):
    db = g.pop("db", None)
    if db is not None:
        db.close()


if __name__ == "__main__":
    app.run(port=8080)
