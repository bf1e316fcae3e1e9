import sqlite3


class RecipeStore:
    """Very small wrapper around the recipes table."""

    def __init__(self, path):
        self.path = path

    def _rows(self, sql, params=()):
        conn = sqlite3.connect(self.path)
        conn.row_factory = sqlite3.Row
        try:
            return conn.execute(sql, params).fetchall()
        finally:
            conn.close()

    def find(self, term, order_by, page=1, per_page=20):
        sql = "SELECT id, title, minutes, author FROM recipes WHERE title LIKE ?"
        sql += " ORDER BY " + order_by
        sql += " LIMIT ? OFFSET ?"
        return self._rows(sql, ("%" + term + "%", per_page, (page - 1) * per_page))

    def get(self, recipe_id):
        rows = self._rows("SELECT id, title, minutes, body FROM recipes WHERE id = ?", (recipe_id,))
        return rows[0] if rows else None
