"""Plain tables for text output, by rich; contract text is never taken for markup."""

from __future__ import annotations

import io
from collections.abc import Sequence

from slaspec.report.escape import for_terminal

WIDTH = 120


def table(headings: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> str:
    """A table without lines; `right` are the columns that are set to the right (figures)."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    made = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_edge=False)
    for i, heading in enumerate(headings):
        made.add_column(Text(heading), justify="right" if i in right else "left", overflow="fold")
    for row in rows:
        made.add_row(*(Text(for_terminal(cell)) for cell in row))
    text = io.StringIO()
    Console(file=text, width=WIDTH, no_color=True, force_terminal=False).print(made)
    return "\n".join(line.rstrip() for line in text.getvalue().splitlines())
