"""Rows of reported figures: from a CSV or YAML file, or from a Scenario, each cell with a place."""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from slaspec.errors import LocatedError
from slaspec.language.characters import shown

if TYPE_CHECKING:
    from slaspec.language.document import Document
    from slaspec.language.model.node import Node

KEYS = ("agreement", "target", "objective", "window")
FIGURES = ("value", "down", "counted", "excluded", "good", "total", "outages", "incident")
COLUMNS = (*KEYS, *FIGURES)
NEEDED = ("target", "window")
BETWEEN = ";"  # several outages in one cell
LISTED = f"the columns are {', '.join(COLUMNS)}"


class Cell(NamedTuple):
    """A text of a row, and where it stands (`file:line:column`)."""

    text: str
    at: str


@dataclass(frozen=True)
class FigureRow:
    """The figures of one objective in one window; `cells` are those that are filled, by column."""

    at: str
    cells: Mapping[str, Cell]

    def text(self, column: str) -> str:
        """The text of a cell, empty where nothing stands in it."""
        return self.cells[column].text if column in self.cells else ""

    def place(self, column: str) -> str:
        """Where a cell stands; the row where it does not."""
        return self.cells[column].at if column in self.cells else self.at

    def number(self, place: int) -> str:
        """A number for what has none, and that nothing of another row has: `uptime-2026-04-1`."""
        said = (self.text("target"), self.text("objective"), self.text("window"))
        return "-".join((*filter(None, said), str(place)))

    def fault(self, column: str, message: str, help: str = "") -> LocatedError:
        """An error at a cell."""
        return LocatedError(message, self.place(column), help)


class FigureFile(NamedTuple):
    """The rows of a file, its name, and the SHA-256 of its bytes."""

    shown: str
    rows: tuple[FigureRow, ...]
    digest: str


def read_figures(file: Path, name: str = "") -> FigureFile:
    """
    The rows of a CSV file, or those under `measured` of a YAML file.

    `name` is what the file is called in places. Raises `LocatedError` where it is neither, for a
    column that is not known, and for a row without target or window; `EnvironmentFault` where it
    cannot be read.
    """
    name = name or str(file)
    read = _yaml if file.suffix.lower() in (".yaml", ".yml") else _csv
    rows, digest = read(file, name)
    if not rows:
        raise LocatedError("there is no row of figures in it", f"{name}:1:1", LISTED)
    return FigureFile(name, tuple(rows), digest)


def rows_of(nodes: Sequence[Node]) -> tuple[FigureRow, ...]:
    """The rows of a Scenario."""
    return tuple(_row_of(node) for node in nodes)


def _row_of(node: Node) -> FigureRow:
    said = {field.name: getattr(node, field.name) for field in dataclasses.fields(node)}
    cells = {
        name: Cell(_text(held), str(node.at.of(name).span))
        for name, held in said.items()
        if name in COLUMNS and held is not None
    }
    return FigureRow(str(node.at.span), cells)


def _text(held: Any) -> str:
    if isinstance(held, list | tuple):
        return f"{BETWEEN} ".join(_text(item) for item in held)
    return format(held, "f") if isinstance(held, Decimal) else str(held)


def _csv(file: Path, name: str) -> tuple[list[FigureRow], str]:
    from slaspec.records.sources.delimited import DelimitedFile

    with DelimitedFile(file, name) as table:
        header = [heading.strip() for heading in table.header]
        for number, heading in enumerate(header, 1):
            _require_known(heading, f"{name}:1:{number}")
        if len(header) < len(NEEDED):
            raise LocatedError("a row needs a target, a window and a figure", f"{name}:1:1", LISTED)
        rows = []
        for line, cells in table.rows(range(1, len(header) + 1)):
            filled = {
                heading: Cell(cell.strip(), f"{name}:{line}:{number}")
                for number, (heading, cell) in enumerate(zip(header, cells, strict=True), 1)
                if cell.strip()
            }
            rows.append(_complete(FigureRow(f"{name}:{line}:1", filled)))
        return rows, table.digest


def _yaml(file: Path, name: str) -> tuple[list[FigureRow], str]:
    import hashlib

    from slaspec.language.document import Refused, read_document
    from slaspec.records.sources.byte_streams import unreadable

    try:
        raw = file.read_bytes()
    except OSError as error:
        raise unreadable(name, error) from None
    try:
        document = read_document(raw, name)
    except Refused as refused:
        found = refused.finding
        raise LocatedError(found.message, str(found.span), found.help) from None
    return list(_rows_in(document)), hashlib.sha256(raw).hexdigest()


def _rows_in(document: Document) -> Iterator[FigureRow]:
    help = "write measured: [{target: …, window: 2026-04, value: 99.86%}, …]"
    for key in document.data:
        if key != "measured":
            at = str(document.span((key,), of_key=True))
            raise LocatedError(f"'{shown(key)}' is not known in a file of figures", at, help)
    listed = document.data.get("measured")
    if not isinstance(listed, list):
        raise LocatedError("the figures are no list", str(document.span(("measured",))), help)
    for number, row in enumerate(listed):
        path = ("measured", number)
        at = str(document.span(path))
        if not isinstance(row, dict):
            raise LocatedError("a row of figures is a mapping", at, help)
        yield _complete(FigureRow(at, dict(_cells_in(document, path, row))))


def _cells_in(
    document: Document, path: tuple[str, int], row: Mapping[str, Any]
) -> Iterator[tuple[str, Cell]]:
    for column, held in row.items():
        _require_known(column, str(document.span((*path, column), of_key=True)))
        at = str(document.span((*path, column)))
        items = held if isinstance(held, list) and column == "outages" else [held]
        if any(isinstance(item, dict | list | bool) or item is None for item in items):
            raise LocatedError(f"'{column}' is no figure", at, "write it like 99.86% or 35min")
        if text := _text(held).strip():
            yield column, Cell(text, at)


def _require_known(column: str, at: str) -> None:
    if column in COLUMNS:
        return
    near = difflib.get_close_matches(column, COLUMNS, 1)
    help = f"did you mean {near[0]}?" if near else LISTED
    raise LocatedError(f"column '{shown(column)}' is not known", at, help)


def _complete(row: FigureRow) -> FigureRow:
    for column in NEEDED:
        if column not in row.cells:
            raise LocatedError(f"this row has no {column}", row.at, LISTED)
    return row
