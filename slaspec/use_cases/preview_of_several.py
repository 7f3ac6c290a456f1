"""The preview of one of several agreements, of what is given for all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from slaspec.errors import SlaspecError, UsageError
from slaspec.language.book import Book
from slaspec.use_cases.charges import has_charges
from slaspec.use_cases.in_force import plans_in
from slaspec.use_cases.measured import of_agreement
from slaspec.use_cases.preview import Preview, preview

if TYPE_CHECKING:
    from slaspec.measure.reported.rows import FigureFile
    from slaspec.records.tickets import Progress


def previews(
    book: Book,
    agreements: Sequence[str],
    period: str,
    *,
    records: Mapping[str, str | Path],
    measured: FigureFile | None,
    as_of: date,
    charges: str | Path | None,
    history: str | Path | None,
    progress: Progress | None,
    against_tool: bool,
) -> Callable[[str], Preview]:
    """
    The preview of each agreement by its id; raises as `preview` does for that one alone.

    Each takes the records of its own sources, its own rows of figures, and the charges that are
    its own. Raises `UsageError` at once for records of a source on which none of them measures.
    """
    own = sources_of_each(book, agreements, period, records)

    def of(id: str) -> Preview:
        return preview(
            book,
            id,
            period,
            records={source: records[source] for source in own[id]},
            measured=None if measured is None else of_agreement(measured, id, agreements),
            as_of=as_of,
            charges=charges if charges and has_charges(Path(charges), book, id) else None,
            history=history,
            progress=progress,
            against_tool=against_tool,
        )

    return of


def sources_of_each(
    book: Book, agreements: Sequence[str], period: str, records: Mapping[str, str | Path]
) -> dict[str, tuple[str, ...]]:
    """
    The given sources on which each agreement is measured.

    Raises `UsageError` for a source on which none of them is.
    """
    own = {id: _own_sources(book, id, period, records) for id in agreements}
    if unused := sorted(set(records) - {source for sources in own.values() for source in sources}):
        raise UsageError(f"none of {', '.join(agreements)} measures anything on '{unused[0]}'")
    return own


def _own_sources(
    book: Book, id: str, period: str, records: Mapping[str, str | Path]
) -> tuple[str, ...]:
    """The given sources on which an agreement is measured: all, where its text says no plan."""
    try:
        plans = plans_in(book, id, period)
    except SlaspecError:
        return tuple(records)  # its own preview says what is wrong
    used = {source.id for each in plans for source in each.plan.sources}
    return tuple(source for source in records if source in used)
