#!/usr/bin/env python3
"""Adds a computed column to a CSV file without eval().

    calc.py prices.csv gross "round(net * (1 + vat / 100), 2)" > with-gross.csv
"""
import argparse
import ast
import csv
import math
import operator
import sys

BINARY = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.Mod: operator.mod, ast.FloorDiv: operator.floordiv,
}
UNARY = {ast.USub: operator.neg, ast.UAdd: operator.pos}
FUNCTIONS = {"round": round, "min": min, "max": max, "abs": abs, "sqrt": math.sqrt}
MAX_LENGTH = 300


class FormulaError(ValueError):
    pass


class Formula:
    def __init__(self, text, columns):
        if len(text) > MAX_LENGTH:
            raise FormulaError("the formula is too long")
        try:
            self.tree = ast.parse(text, mode="eval").body
        except SyntaxError:
            raise FormulaError("the formula cannot be read") from None
        self.columns = set(columns)
        self._check(self.tree)

    def _check(self, node):
        match node:
            case ast.Constant(value=int() | float()):
                pass
            case ast.Name(id=name) if name in self.columns:
                pass
            case ast.BinOp(left=left, op=op, right=right) if type(op) in BINARY:
                self._check(left)
                self._check(right)
            case ast.UnaryOp(op=op, operand=operand) if type(op) in UNARY:
                self._check(operand)
            case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in FUNCTIONS:
                for argument in args:
                    self._check(argument)
            case _:
                raise FormulaError(f"not allowed in a formula: {type(node).__name__}")

    def __call__(self, row):
        return self._value(self.tree, row)

    def _value(self, node, row):
        match node:
            case ast.Constant(value=value):
                return value
            case ast.Name(id=name):
                return float(row[name] or 0)
            case ast.BinOp(left=left, op=op, right=right):
                return BINARY[type(op)](self._value(left, row), self._value(right, row))
            case ast.UnaryOp(op=op, operand=operand):
                return UNARY[type(op)](self._value(operand, row))
            case ast.Call(func=ast.Name(id=name), args=args):
                values = [self._value(a, row) for a in args]
                if name == "round" and len(values) == 2:
                    values[1] = int(values[1])
                return FUNCTIONS[name](*values)
        raise FormulaError("unexpected part of a formula")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("csv_file", type=argparse.FileType("r", encoding="utf-8-sig"))
    parser.add_argument("column")
    parser.add_argument("formula")
    args = parser.parse_args()

    with args.csv_file as fh:
        reader = csv.DictReader(fh)
        names = reader.fieldnames or []
        if args.column in names:
            parser.error("there is such a column already")
        try:
            formula = Formula(args.formula, names)
        except FormulaError as exc:
            parser.error(str(exc))
        writer = csv.DictWriter(sys.stdout, [*names, args.column])
        writer.writeheader()
        for number, row in enumerate(reader, start=2):
            try:
                row[args.column] = formula(row)
            except (ValueError, TypeError, ArithmeticError) as exc:
                print(f"line {number}: {type(exc).__name__}", file=sys.stderr)
                row[args.column] = ""
            writer.writerow(row)
    return 0


if __name__ == "__main__":
    sys.exit(main())
