"""`slaspec profile`: a history to a document of kind Profile, and how near its stream comes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from slaspec.errors import UsageError
from slaspec.language.book import Book
from slaspec.language.model import Calendar, DataSource, Profile
from slaspec.language.quantities import Zone

if TYPE_CHECKING:
    from slaspec.records.fitting.compare import Deviation
    from slaspec.records.fitting.volume import Volume
    from slaspec.records.tables import Records
    from slaspec.records.tickets import Progress, ReadReport

COMPARED_RECORDS = 200_000
COMPARED_SEED = 1


@dataclass(frozen=True)
class Told:
    """
    How a profile is to be named, and what it may tell.

    No figure of fewer than `smallest_group` records is told. `calendar` is the id of the calendar
    whose closed dates are holidays; `zone` the clock of the hours (the source's where none is
    said); `id` is made of the source's where none is said.
    """

    id: str | None = None
    title: str | None = None
    licence: str | None = None
    calendar: str | None = None
    zone: str | None = None
    smallest_group: int = 10


@dataclass(frozen=True)
class Fitted:
    """
    The plain data of a profile, what became of the rows it was counted in, and how near it is.

    `deviations` compare the history with a stream of 200,000 tickets of the profile; there are
    none for outages.
    """

    document: Mapping[str, Any]
    report: ReadReport
    volume: Volume | None
    deviations: tuple[Deviation, ...]


def fit_profile(
    book: Book,
    source_id: str,
    file: str | Path,
    told: Told | None = None,
    *,
    progress: Progress | None = None,
) -> Fitted:
    """
    Count a profile in a history that a data source of the book can read.

    It holds aggregates only: no id, no name but words that the contract maps, no figure of fewer
    records than `smallest_group`. Raises `UsageError` for an unknown source or calendar and where
    too little happened; `LocatedError` where the file is refused.
    """
    from slaspec.records.fitting.profile import fitted

    told = told or Told()
    if told.smallest_group < 1:
        raise UsageError("the smallest group is at least one record")
    source = _named(book, source_id, DataSource, "data source")
    calendar = None
    if told.calendar is not None:
        calendar = _named(book, told.calendar, Calendar, "calendar")
    records, report = _read(source, Path(file), progress)
    zone = Zone(told.zone) if told.zone is not None else source.timezone or Zone("UTC")
    sections, volume = fitted(
        records,
        report,
        zone,
        calendar=calendar,
        least=told.smallest_group,
        groups=source.groups is not None,
        licence=told.licence,
    )
    document = {
        "apiVersion": "slaspec/v1",
        "kind": "Profile",
        "id": told.id or f"{source.id}-profile"[:63],
        "title": told.title or f"Stream like {source.title}"[:200],
        "timezone": str(zone),
        **sections,
    }
    return Fitted(document, report, volume, _compared(document, records, calendar, told))


def _read(source: DataSource, file: Path, progress: Progress | None) -> tuple[Records, ReadReport]:
    from slaspec.records.fitting.whole import whole
    from slaspec.records.given import open_records

    parts, report = open_records(source, file, shown=str(file), progress=progress)
    return whole(parts), report


def _compared(
    document: Mapping[str, Any], records: Records, calendar: Calendar | None, told: Told
) -> tuple[Deviation, ...]:
    """The stream of the profile against its history; the profile is read as any other is."""
    from slaspec.language.structure import structure
    from slaspec.records.fitting.compare import deviations
    from slaspec.records.fitting.seen import seen
    from slaspec.records.simulate.streams import Span, ticket_stream
    from slaspec.records.tickets import Tickets

    profile, faults = structure(document)
    assert isinstance(profile, Profile)
    assert not faults  # what is written by us can be read by us
    if not isinstance(records, Tickets) or profile.fitted_from is None:
        return ()
    first, last = profile.fitted_from.from_.value, profile.fitted_from.through.value
    stream = ticket_stream(
        profile,
        Span(COMPARED_SEED, first, last),
        records.source,
        calendar=calendar,
        count=COMPARED_RECORDS,
    )
    made = seen(stream.block(0))
    return tuple(deviations(seen(records), made, told.smallest_group))


def _named(book: Book, id: str, kind: Any, what: str) -> Any:
    found = book.get(id, kind)
    if found is None:
        from slaspec.checks.names import instead_of

        help = instead_of(id, (each.id for each in book.of(kind)), f"{what}s")
        raise UsageError(f"there is no {what} '{id}'; {help}")
    return found
