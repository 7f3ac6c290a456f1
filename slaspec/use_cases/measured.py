"""Figures that a tool or a person reports in place of records."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from slaspec.errors import UsageError

if TYPE_CHECKING:
    from slaspec.measure.reported.rows import FigureFile


def read_measured(file: str | Path) -> FigureFile:
    """
    The rows of a file of figures, CSV or YAML (`preview --measured`).

    Raises `LocatedError` for a file or a row that is none, `EnvironmentFault` where it cannot be
    read.
    """
    from slaspec.measure.reported.rows import read_figures
    from slaspec.records.given import require_local

    require_local(str(file))
    return read_figures(Path(file), str(file))


def of_agreement(figures: FigureFile, agreement: str, known: Sequence[str]) -> FigureFile:
    """
    The rows of one of several agreements: those that name it in the column `agreement`.

    A row that names none is of the agreement where it is the only one. Raises `LocatedError` for a
    row that names none of several, or one that is not `known`; `UsageError` where none is left.
    """
    for row in figures.rows:
        named = row.text("agreement")
        if named and named not in known:
            near = difflib.get_close_matches(named, known, 1)
            help = f"did you mean {near[0]}?" if near else f"there are: {', '.join(known)}"
            raise row.fault("agreement", f"there is no agreement '{named}'", help)
        if not named and len(known) > 1:
            message = "this row does not say of which agreement it is"
            raise row.fault("agreement", message, "add the column agreement")
    rows = tuple(row for row in figures.rows if row.text("agreement") in ("", agreement))
    if not rows:
        raise UsageError(f"no row of {figures.shown} is of agreement '{agreement}'")
    return figures._replace(rows=rows)
