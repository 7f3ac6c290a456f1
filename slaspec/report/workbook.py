"""
A workbook for people who calculate: tables, figures and texts, written by XlsxWriter.

Contract text is only ever text. A figure is a number where a spreadsheet keeps all of its digits,
else text. Nothing here reads a clock, a zone or a locale: the same content gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Context, Decimal
from io import BytesIO
from typing import Any

from slaspec.report.escape import acts_in_a_cell, for_cell, for_print_header

Cell = str | int | Decimal | None
MOST_DIGITS = 15
HEADING_ROW = 3
_NARROWEST, _WIDEST = 9, 60
_LONGEST_HEADER = 120
_ANY_DIGITS = Context(prec=999)
NOTE = "Figures that stand as text have more digits than a spreadsheet keeps."


@dataclass(frozen=True)
class Column:
    """A column of a table: `money` in its form, `summed` up below it, folded away if `aside`."""

    name: str
    money: bool = False
    summed: bool = False
    aside: bool = False


def is_kept(figure: int | Decimal) -> bool:
    """Whether a spreadsheet keeps every digit of a figure: it has 15."""
    return len(Decimal(figure).normalize(_ANY_DIGITS).as_tuple().digits) <= MOST_DIGITS


class Workbook:
    """
    A workbook under one title, with one line (period, version) on every sheet and page.

    `places` are the decimals of its money; `created` stands in its properties.
    """

    def __init__(self, title: str, line: str, *, places: int, created: date) -> None:
        from xlsxwriter import Workbook as Writer

        self._bytes = BytesIO()
        self._book: Any = Writer(self._bytes, {"in_memory": True})
        midnight = datetime(created.year, created.month, created.day)  # noqa: DTZ001
        self._book.set_properties({"title": for_cell(title)[:255], "created": midnight})
        self._title, self._line = for_cell(title), for_cell(line)
        money = "#,##0" + ("." + "0" * places if places else "")
        self._formats = {
            name: self._book.add_format(properties)
            for name, properties in {
                "title": {"bold": True, "font_size": 14},
                "head": {"bold": True, "text_wrap": True, "valign": "top"},
                "text": {},
                "quoted": {"quote_prefix": True},
                "money": {"num_format": money},
                "total": {"num_format": money, "bold": True},
            }.items()
        }

    def sheet(self, name: str) -> Sheet:
        """A further sheet, ready to print."""
        page = self._book.add_worksheet(name)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        left, right = (for_print_header(t)[:_LONGEST_HEADER] for t in (self._title, self._line))
        page.set_header(f"&L{left}&R{right}")
        page.set_footer("&L&A&R&P / &N")
        page.write_string(0, 0, self._title, self._formats["title"])
        page.write_string(1, 0, self._line)
        return Sheet(page, self._formats)

    def content(self) -> bytes:
        """The whole file; nothing can be written any more."""
        self._book.close()
        return self._bytes.getvalue()


class Sheet:
    """One sheet: loose cells, and one table."""

    def __init__(self, page: Any, formats: dict[str, Any]) -> None:
        self._page, self._formats = page, formats
        self._longest: dict[int, int] = {}

    def put(self, row: int, column: int, cell: Cell, form: str = "text") -> None:
        """One cell; nothing for None and for an empty text."""
        if cell is None or cell == "":
            return
        self._longest[column] = max(self._longest.get(column, 0), len(_shown(cell)))
        if isinstance(cell, str) or not is_kept(cell):
            text = for_cell(cell if isinstance(cell, str) else f"{cell:f}")
            quoted = form == "text" and acts_in_a_cell(text)
            self._page.write_string(row, column, text, self._formats["quoted" if quoted else form])
        else:
            self._page.write_number(row, column, cell, self._formats[form])

    def sum(self, row: int, column: int, formula: str, total: Decimal, *, exact: bool) -> None:
        """A formula with its result; where it would come to another, the result as text."""
        if exact and is_kept(total):
            self._page.write_formula(row, column, formula, self._formats["total"], total)
        else:
            self.put(row, column, f"{total:f}", "total")

    def table(
        self,
        name: str,
        columns: Sequence[Column],
        rows: Sequence[Sequence[Cell]],
        heading: int = HEADING_ROW,
    ) -> None:
        """
        A real table with a row of totals where a column is money; headings repeat in print.

        `heading` is the row of its headings, the first is 0. A short row leaves cells empty.
        """
        summed = any(column.summed for column in columns)
        begin = next(place for place, column in enumerate(columns) if not column.aside)
        last = heading + max(len(rows), 1) + summed
        described = [
            {"header": column.name, "header_format": self._formats["head"]} for column in columns
        ]
        described[begin] |= {"total_string": "Total"} if summed else {}
        for place, column in enumerate(columns):
            if column.summed:
                figures = [row[place] for row in rows if place < len(row)]
                described[place] |= self._total(place, figures)
        options: dict[str, Any] = {"name": name, "style": "Table Style Light 1"}
        options |= {"columns": described, "total_row": summed}
        self._page.add_table(heading, 0, last, len(columns) - 1, options)
        for number, row in enumerate(rows, heading + 1):
            for place, cell in enumerate(row):
                self.put(number, place, cell, "money" if columns[place].money else "text")
        self._fit(columns)
        self._page.freeze_panes(heading + 1, begin + 1)
        self._page.repeat_rows(0, heading)

    def _total(self, place: int, cells: Sequence[Cell]) -> dict[str, Any]:
        """The cell of totals below a column: a sum where it comes to the same, else text."""
        figures = [cell for cell in cells if isinstance(cell, int | Decimal)]
        total = added(figures)
        self._longest[place] = len(_shown(total))
        if all(map(is_kept, (*figures, total))):
            form = {"format": self._formats["total"]}
            return {"total_function": "sum", "total_value": total, **form}
        self.put(HEADING_ROW - 1, 0, NOTE)
        return {"total_string": f"{total:f}"}

    def _fit(self, columns: Sequence[Column]) -> None:
        for place, column in enumerate(columns):
            longest = max(len(column.name), self._longest.get(place, 0)) + 3
            aside = {"level": 1, "hidden": True} if column.aside else {}
            width = min(max(_NARROWEST, longest), _WIDEST)
            self._page.set_column(place, place, width, None, aside)


def added(figures: Collection[int | Decimal]) -> Decimal:
    """Their exact sum, whatever the decimal context."""
    total = Decimal(0)
    for figure in figures:
        total = _ANY_DIGITS.add(total, Decimal(figure))
    return total


def _shown(cell: str | int | Decimal) -> str:
    return cell if isinstance(cell, str) else f"{Decimal(cell):,f}"
