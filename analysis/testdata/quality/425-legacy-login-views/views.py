import logging
import sqlite3

from flask import jsonify, request
from flask.views import MethodView

from db import EmployeeStore, get_connection

logger = logging.getLogger(__name__)


class BaseAPI(MethodView):
    @property
    def store(self):
        return EmployeeStore(get_connection())

    @staticmethod
    def credentials():
        body = request.get_json(silent=True) or {}
        return body.get("username", "").strip(), body.get("password", "")


class LoginAPI(BaseAPI):
    """POST /login checks the credentials."""

    def post(self):
        username, password = self.credentials()
        if not username or not password:
            return jsonify({"success": False, "message": "Missing credentials"}), 400

        employee = self.store.by_username(username)
        if employee is None or employee["password"] != password:
            logger.warning("Login failed for %s", username)
            return jsonify({"success": False, "message": "Invalid credentials"}), 401

        logger.info("Login of %s", username)
        return jsonify({"success": True, "message": "Login successful", "id": employee["id"]})


class RegisterAPI(BaseAPI):
    """POST /register creates an employee."""

    def post(self):
        username, password = self.credentials()
        if len(password) < 8:
            return jsonify({"success": False, "message": "Password too short"}), 400
        try:
            new_id = self.store.create(username, password, (request.get_json() or {}).get("department"))
        except sqlite3.IntegrityError:
            return jsonify({"success": False, "message": "Username taken"}), 409
        return jsonify({"success": True, "id": new_id}), 201


class EmployeeAPI(BaseAPI):
    def get(self, employee_id):
        row = self.store.by_id(employee_id)
        if row is None:
            return jsonify({"success": False, "message": "Not found"}), 404
        return jsonify(dict(row))
