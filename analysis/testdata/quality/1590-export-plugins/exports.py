"""Exports of the herbarium database: the format decides which module is loaded."""
import importlib
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Query
from fastapi.responses import StreamingResponse

from catalogue import Catalogue, get_catalogue
from security import require_scope

# The optional writers pull in heavy libraries, so they are imported on first use.
WRITERS: dict[str, tuple[str, str, str]] = {
    "csv": ("writer_csv", "text/csv", "csv"),
    "jsonl": ("writer_jsonl", "application/x-ndjson", "jsonl"),
}
ALLOWED_FIELDS = frozenset({"species", "family", "collected_on", "country", "collector"})

router = APIRouter(prefix="/exports", dependencies=[Depends(require_scope("herbarium:read"))])


def load_writer(fmt: str) -> tuple[Any, str, str]:
    try:
        module_name, media_type, suffix = WRITERS[fmt]
    except KeyError:
        raise HTTPException(404, "Unknown format") from None
    return importlib.import_module(module_name), media_type, suffix


def chosen_fields(fields: Annotated[list[str], Query(max_length=5)]) -> list[str]:
    unique = list(dict.fromkeys(fields))
    if not unique or not ALLOWED_FIELDS.issuperset(unique):
        raise HTTPException(422, "Unknown field")
    return unique


def single_filter(
    by: Annotated[str | None, Query()] = None,
    value: Annotated[str, Query(max_length=100)] = "",
) -> tuple[str, str] | None:
    match by:
        case None:
            return None
        case "species" | "family" | "country":
            return by, value
        case _:
            raise HTTPException(422, "Unknown filter")


@router.get("/{fmt}")
def export(
    fmt: str,
    fields: Annotated[list[str], Depends(chosen_fields)],
    condition: Annotated[tuple[str, str] | None, Depends(single_filter)],
    catalogue: Annotated[Catalogue, Depends(get_catalogue)],
) -> StreamingResponse:
    writer, media_type, suffix = load_writer(fmt)
    rows = catalogue.rows(fields, condition)
    return StreamingResponse(
        writer.write(fields, rows),
        media_type=media_type,
        headers={"Content-Disposition": f'attachment; filename="herbarium.{suffix}"'},
    )
