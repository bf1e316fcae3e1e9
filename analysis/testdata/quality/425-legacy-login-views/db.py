import sqlite3

from flask import current_app, g


def get_connection():
    if "connection" not in g:
        g.connection = sqlite3.connect(current_app.config["DATABASE"])
        g.connection.row_factory = sqlite3.Row
    return g.connection


def close_connection(_exc=None):
    connection = g.pop("connection", None)
    if connection:
        connection.close()


def init_schema():
    get_connection().execute(
        """CREATE TABLE IF NOT EXISTS employees (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            username TEXT UNIQUE NOT NULL,
            password TEXT NOT NULL,
            department TEXT,
            phone TEXT
        )"""
    )


class EmployeeStore:
    """All SQL about employees lives here."""

    def __init__(self, connection):
        self.connection = connection

    def by_username(self, username):
        cursor = self.connection.execute("SELECT * FROM employees WHERE username = ?", (username,))
        return cursor.fetchone()

    def by_id(self, employee_id):
        cursor = self.connection.execute("SELECT * FROM employees WHERE id = ?", (employee_id,))
        return cursor.fetchone()

    def create(self, username, password, department=None):
        values = (username, password, department)
        cursor = self.connection.execute("INSERT INTO employees (username, password, department) VALUES (?, ?, ?)", values)
        self.connection.commit()
        return cursor.lastrowid
