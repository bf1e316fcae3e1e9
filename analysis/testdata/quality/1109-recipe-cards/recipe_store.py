import sqlite3
from dataclasses import dataclass, field


@dataclass
class Recipe:
    id: int
    title: str
    servings: int
    steps: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class RecipeStore:
    def __init__(self, path: str) -> None:
        self._path = path

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, timeout=5)

    def load(self, recipe_id: int) -> Recipe | None:
        conn = self._connect()
        try:
            row = conn.execute("SELECT id, title, servings FROM recipes WHERE id = ?", (recipe_id,)).fetchone()
            if row is None:
                return None
            recipe = Recipe(*row)
            steps = conn.execute("SELECT text FROM steps WHERE recipe_id = ? ORDER BY position LIMIT 60", (recipe_id,))
            recipe.steps = [text for (text,) in steps]
            notes = conn.execute("SELECT text FROM notes WHERE recipe_id = ? ORDER BY id DESC LIMIT 20", (recipe_id,))
            recipe.notes = [text for (text,) in notes]
            return recipe
        finally:
            conn.close()

    def add_note(self, recipe_id: int, guest: str, text: str) -> None:
        conn = self._connect()
        try:
            with conn:
                conn.execute(
                    "INSERT INTO notes (recipe_id, guest, text) VALUES (?, ?, ?)", (recipe_id, guest, text[:500])
                )
        finally:
            conn.close()
