import os
from collections.abc import Iterator
from functools import lru_cache

from sqlalchemy import MetaData, Table, create_engine, select


class Catalogue:
    def __init__(self, url: str) -> None:
        self._engine = create_engine(url, pool_timeout=10, connect_args={"connect_timeout": 5})
        self._specimens = Table("specimens", MetaData(), autoload_with=self._engine)

    def rows(self, fields: list[str], condition: tuple[str, str] | None) -> Iterator[tuple]:
        columns = [self._specimens.c[name] for name in fields]
        statement = select(*columns).order_by(self._specimens.c.id).limit(100_000)
        if condition is not None:
            name, value = condition
            statement = statement.where(self._specimens.c[name] == value)
        with self._engine.connect().execution_options(yield_per=500) as conn:
            for row in conn.execute(statement):
                yield tuple(row)


@lru_cache
def get_catalogue() -> Catalogue:
    return Catalogue(os.environ["DATABASE_URL"])
