import sqlite3

DATABASE = "shop.db"


def connect():
    connection = sqlite3.connect(DATABASE)
    connection.row_factory = sqlite3.Row
    return connection


def query(sql, values=()):
    with connect() as connection:
        return connection.execute(sql, values).fetchall()


def search_products(term):
    return query("SELECT id, name, price FROM products WHERE name LIKE '%" + term + "%'")
