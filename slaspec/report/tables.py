"""Plain tables for text output, by rich; contract text is never taken for markup."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Literal

from slaspec.report.escape import for_terminal

WIDTH = 120


def table(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    right: Sequence[int] = (),
    whole: Sequence[int] = (),
) -> str:
    """
    A table without lines; `right` are the columns that are set to the right (figures), `whole`
    those that are not folded if there is room for them.
    """
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    made = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_edge=False)
    for i, heading in enumerate(headings):
        justify: Literal["right", "left"] = "right" if i in right else "left"
        widest = max((cell_len(for_terminal(row[i])) for row in rows), default=0)
        unbroken = i in whole and widest <= WIDTH // 2  # wider ones would be cut, not folded
        made.add_column(Text(heading), justify=justify, overflow="fold", no_wrap=unbroken)
    for row in rows:
        made.add_row(*(Text(for_terminal(cell)) for cell in row))
    text = io.StringIO()
    Console(file=text, width=WIDTH, no_color=True, force_terminal=False).print(made)
    lines = text.getvalue().splitlines()  # folded, the middle of a cell may begin a line
    return "\n".join(for_terminal(line.rstrip()) for line in lines)
