from recipe_store import Recipe


class RecipeCard:
    def __init__(self, recipe: Recipe, heading: str, servings: int) -> None:
        self.recipe = recipe
        self.heading = heading or recipe.title
        self.servings = servings

    def _items(self, tag: str, lines: list[str]) -> str:
        body = "".join("<li>%s</li>" % line for line in lines)
        return "<%s>%s</%s>" % (tag, body, tag)

    def render(self) -> str:
        return "\n".join(
            [
                "<!doctype html>",
                "<meta charset='utf-8'>",
                f"<title>{self.heading}</title>",
                f"<h1>{self.heading}</h1>",
                f"<p>Serves {self.servings}</p>",
                self._items("ol", self.recipe.steps),
                "<h2>Notes from guests</h2>",
                self._items("ul", self.recipe.notes),
            ]
        )
