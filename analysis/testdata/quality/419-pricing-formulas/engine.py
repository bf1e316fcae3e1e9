import math

FORBIDDEN = ("import", "open", "exec", "__class__")


class FormulaError(ValueError):
    pass


class FormulaEngine:
    """Evaluates arithmetic formulas with a restricted set of names."""

    functions = {"min": min, "max": max, "round": round, "sqrt": math.sqrt, "ceil": math.ceil}

    def _namespace(self, variables: dict[str, float]) -> dict:
        return {**self.functions, **variables}

    def _prepare(self, expression: str) -> str:
        text = expression.strip().replace("^", "**")
        for word in FORBIDDEN:
            if word in text:
                raise FormulaError(f"{word} is not allowed")
        return text

    def evaluate(self, expression: str, variables: dict[str, float]) -> float:
        code = self._prepare(expression)
        try:
            return float(eval(code, {"__builtins__": {}}, self._namespace(variables)))
        except FormulaError:
            raise
        except Exception as exc:
            raise FormulaError(str(exc)) from exc

    def check(self, condition: str, variables: dict[str, float]) -> bool:
        compiled = compile(self._prepare(condition), "<condition>", "eval")
        return bool(eval(compiled, {"__builtins__": {}}, self._namespace(variables)))
