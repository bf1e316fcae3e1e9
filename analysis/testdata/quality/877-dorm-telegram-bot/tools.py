import math


def calculate(expression):
    # Only math functions are available, so this is safe
    allowed = {name: getattr(math, name) for name in dir(math) if not name.startswith("_")}
    return eval(expression, {"__builtins__": {}}, allowed)


def parse_host(args):
    host = args[0] if args else "8.8.8.8"
    for extra in args[1:]:
        host += " " + extra
    return host.strip()
