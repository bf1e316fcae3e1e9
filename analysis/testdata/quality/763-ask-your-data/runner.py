import re

FENCE = re.compile(r"```(?:python)?\n(.*?)```", re.DOTALL)


def extract_code(text):
    """Take the first code block of the model's reply."""
    match = FENCE.search(text)
    return match.group(1) if match else text


def run_analysis(code, df):
    scope = {"df": df}
    exec(code, scope)
    return scope.get("result", "No result")
