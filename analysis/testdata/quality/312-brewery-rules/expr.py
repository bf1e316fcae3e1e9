import ast
import operator

BINARY = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
COMPARE = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
}


class ExpressionError(ValueError):
    pass


class Expression:
    """A small arithmetic language; walks the syntax tree itself."""

    def __init__(self, source):
        if len(source) > 200:
            raise ExpressionError("too long")
        try:
            self.tree = ast.parse(source, mode="eval").body
        except SyntaxError:
            raise ExpressionError("not an expression")

    def eval(self, values):
        return self._walk(self.tree, values)

    def _walk(self, node, values):
        if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
            return node.value
        if isinstance(node, ast.Name):
            try:
                return values[node.id]
            except KeyError:
                raise ExpressionError(f"unknown name {node.id}")
        if isinstance(node, ast.BinOp) and type(node.op) in BINARY:
            return BINARY[type(node.op)](self._walk(node.left, values), self._walk(node.right, values))
        if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in COMPARE:
            return COMPARE[type(node.ops[0])](
                self._walk(node.left, values), self._walk(node.comparators[0], values)
            )
        if isinstance(node, ast.BoolOp):
            results = [self._walk(v, values) for v in node.values]
            return all(results) if isinstance(node.op, ast.And) else any(results)
        raise ExpressionError(type(node).__name__)
