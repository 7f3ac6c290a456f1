"""Statement lines as CSV for finance: one row a line, every text quoted, no cell a formula."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from slaspec.report.escape import for_csv
from slaspec.report.line_facts import Cell
from slaspec.report.statement_rows import COLUMNS, statement_rows

if TYPE_CHECKING:
    from slaspec.use_cases.preview import Preview

Dialect = Literal["comma", "semicolon"]
DIALECTS: tuple[Dialect, ...] = ("comma", "semicolon")


class _Form(NamedTuple):
    """How cells are separated, how a fraction begins, and what stands before the first."""

    separator: str
    point: str
    mark: str


_FORMS: dict[Dialect, _Form] = {
    "comma": _Form(",", ".", ""),
    "semicolon": _Form(";", ",", "\ufeff"),
}


def statement_csv(preview: Preview, dialect: Dialect = "comma") -> str:
    """
    The lines of a statement, `COLUMNS` in their order.

    `comma` is what programs read (RFC 4180, UTF-8). `semicolon` is what a spreadsheet opens where
    the comma stands in numbers: `;`, decimal comma, UTF-8 with its mark.
    """
    form = _FORMS[dialect]
    heading = form.separator.join(_quoted(name) for name in COLUMNS)
    rows = (
        form.separator.join(_cell(row[name], form) for name in COLUMNS)
        for row in statement_rows(preview)
    )
    return form.mark + "\n".join((heading, *rows)) + "\n"


def _cell(cell: Cell, form: _Form) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return _quoted(cell)
    digits = str(cell) if isinstance(cell, int) else f"{cell:f}"
    return digits.replace(".", form.point)


def _quoted(text: str) -> str:
    """A quoted cell (RFC 4180); only figures stand unquoted."""
    return '"' + for_csv(text).replace('"', '""') + '"'
