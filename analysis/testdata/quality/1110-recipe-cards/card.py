from markupsafe import Markup, escape

from recipe_store import Recipe


class RecipeCard:
    def __init__(self, recipe: Recipe, heading: str, servings: int) -> None:
        self.recipe = recipe
        self.heading = heading or recipe.title
        self.servings = servings

    def _items(self, lines: list[str]) -> Markup:
        return Markup("").join(Markup("<li>{}</li>").format(line) for line in lines)

    def render(self) -> str:
        heading = escape(self.heading)
        return "\n".join(
            [
                "<!doctype html>",
                "<meta charset='utf-8'>",
                f"<title>{heading}</title>",
                f"<h1>{heading}</h1>",
                f"<p>Serves {int(self.servings)}</p>",
                f"<ol>{self._items(self.recipe.steps)}</ol>",
                "<h2>Notes from guests</h2>",
                f"<ul>{self._items(self.recipe.notes)}</ul>",
            ]
        )
