import sqlite3

SORT_COLUMNS = {
    "title": "title COLLATE NOCASE",
    "author": "author COLLATE NOCASE, title",
    "newest": "acquired_on DESC",
}


class CatalogRepo:
    def __init__(self, path):
        self.path = path

    def _connect(self):
        conn = sqlite3.connect(self.path, timeout=5)
        conn.row_factory = sqlite3.Row
        return conn

    def _where(self, shelf):
        clauses = ["(title LIKE :term OR author LIKE :term)"]
        if shelf is not None:
            clauses.append("shelf = :shelf")
        return " AND ".join(clauses)

    def search(self, term, sort="title", shelf=None):
        # values are bound; the column comes from our own table of sort orders
        order = SORT_COLUMNS.get(sort, SORT_COLUMNS["title"])
        sql = "SELECT id, title, author, shelf FROM books WHERE "
        sql += self._where(shelf)
        sql += " ORDER BY {} LIMIT 50".format(order)
        params = {"term": "%" + term + "%", "shelf": shelf}
        with self._connect() as conn:
            rows = conn.execute(sql, params).fetchall()
        return [dict(r) for r in rows]

    def shelves(self):
        with self._connect() as conn:
            rows = conn.execute("SELECT DISTINCT shelf FROM books ORDER BY shelf LIMIT 200")
            return [r["shelf"] for r in rows]
