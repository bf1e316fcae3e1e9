import json
from collections.abc import Iterable, Iterator


def write(fields: list[str], rows: Iterable[tuple]) -> Iterator[str]:
    for row in rows:
        yield json.dumps(dict(zip(fields, row)), default=str) + "\n"
