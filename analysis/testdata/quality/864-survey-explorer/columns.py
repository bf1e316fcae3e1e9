import operator

import pandas as pd

OPERATIONS = {
    "plus": operator.add,
    "minus": operator.sub,
    "times": operator.mul,
    "divided by": operator.truediv,
}


def add_column(df: pd.DataFrame, name: str, left: str, operation: str, right: str) -> pd.DataFrame:
    """Combine two columns with one of the offered operations."""
    result = df.copy()
    result[name] = OPERATIONS[operation](df[left], df[right])
    return result


def describe(df: pd.DataFrame) -> pd.DataFrame:
    numbers = df.select_dtypes(include="number")
    return pd.DataFrame({
        "mean": numbers.mean(),
        "median": numbers.median(),
        "missing": numbers.isna().sum(),
    })
