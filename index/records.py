"""Documents, passages and units as plain records on disk, and back; nothing is ever unpickled."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.document import Block, BlockKind, Document, MissingSource, Source
from index.passages import Passage, Unit, UnitKind

# Places in this list are stored: new kinds go at its end.
_KINDS = (
    UnitKind.SENTENCE,
    UnitKind.LIST_ITEM,
    UnitKind.ENUMERATED,
    UnitKind.HEADING,
    UnitKind.LINE,
)
_NONE = -1


def documents_to_json(documents: Iterable[Document]) -> bytes:
    """Sources, texts and blocks."""
    return _dump(
        [
            {
                "source": asdict(document.source),
                "text": document.text,
                "blocks": [
                    [block.kind, block.start, block.end, block.page] for block in document.blocks
                ],
            }
            for document in documents
        ]
    )


def documents_from_json(data: bytes) -> tuple[Document, ...]:
    """The inverse of `documents_to_json`."""
    return tuple(
        Document(
            Source(**_fields(record["source"])),
            record["text"],
            tuple(Block(BlockKind(kind), *place) for kind, *place in record["blocks"]),
        )
        for record in json.loads(data)
    )


def missing_to_json(missing: Iterable[MissingSource]) -> bytes:
    """Documents that are cited and absent."""
    return _dump([asdict(source) for source in missing])


def missing_from_json(data: bytes) -> tuple[MissingSource, ...]:
    """The inverse of `missing_to_json`."""
    return tuple(MissingSource(**_fields(record)) for record in json.loads(data))


def passages_to_array(passages: Iterable[Passage]) -> NDArray[np.int32]:
    """One row a passage: document, start, end."""
    rows = [(passage.document, passage.start, passage.end) for passage in passages]
    return np.array(rows, dtype=np.int32).reshape(-1, 3)


def passages_from_array(rows: NDArray[np.int32]) -> tuple[Passage, ...]:
    """The inverse of `passages_to_array`."""
    return tuple(Passage(*row) for row in rows.tolist())


def units_to_array(units: Iterable[Unit]) -> NDArray[np.int32]:
    """One row a unit: document, passage, start, end, kind, parent or -1."""
    rows = [
        (
            unit.document,
            unit.passage,
            unit.start,
            unit.end,
            _KINDS.index(unit.kind),
            _NONE if unit.parent is None else unit.parent,
        )
        for unit in units
    ]
    return np.array(rows, dtype=np.int32).reshape(-1, 6)


def units_from_array(rows: NDArray[np.int32]) -> tuple[Unit, ...]:
    """The inverse of `units_to_array`."""
    return tuple(
        Unit(document, passage, start, end, _KINDS[kind], None if parent == _NONE else parent)
        for document, passage, start, end, kind, parent in rows.tolist()
    )


def _dump(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1, default=_as_text)
    return (text + "\n").encode()


def _as_text(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a snapshot")


def _fields(record: dict[str, Any]) -> dict[str, Any]:
    """A record's values as their dataclass wants them: tuples, and a real date."""
    day = date.fromisoformat(record["date"]) if record["date"] is not None else None
    values = {k: tuple(v) if isinstance(v, list) else v for k, v in record.items()}
    return {**values, "date": day}
