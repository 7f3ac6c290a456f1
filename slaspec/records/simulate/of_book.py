"""Streams by the names of a book: a profile, the data source whose records they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from slaspec.errors import LocatedError, UsageError
from slaspec.language.model import Calendar, DataSource, PriorityMatrix, Profile
from slaspec.language.model.metric import RecordKind
from slaspec.records.simulate.streams import (
    OutageStream,
    TicketStream,
    outage_stream,
    ticket_stream,
)

if TYPE_CHECKING:
    from slaspec.language.book import Book
    from slaspec.records.simulate.streams import Span

__all__ = ["calendar_of_profile", "stream_of"]


def stream_of(
    book: Book, profile_id: str, source_id: str, span: Span, count: int | None = None
) -> TicketStream | OutageStream:
    """
    The stream of a profile as a data source would have it: tickets, or outages.

    Without `count` there are as many records as the profile brings, by chance. Raises `UsageError`
    for names that are not there and dates that cannot be filled, `LocatedError` for a profile that
    contradicts itself, names an unknown matrix or calendar, or has no records of this kind.
    """
    profile, source = book.get(profile_id, Profile), book.get(source_id, DataSource)
    if profile is None:
        known = ", ".join(each.id for each in book.of(Profile)) or "none"
        raise UsageError(f"there is no profile '{profile_id}'; there are: {known}")
    if source is None:
        known = ", ".join(each.id for each in book.of(DataSource)) or "none"
        raise UsageError(f"there is no data source '{source_id}'; there are: {known}")
    if source.records not in (None, *get_args(RecordKind)):
        sentence = f"'{source_id}' has records of kind {source.records}"
        raise UsageError(f"{sentence}; a profile makes tickets and outages")
    if source.records == "outage":
        return outage_stream(profile, span, source.id, count=count)
    return ticket_stream(
        profile,
        span,
        source.id,
        kind=source.records or "incident",
        matrix=_matrix(book, profile),
        calendar=calendar_of_profile(book, profile),
        count=count,
    )


def _matrix(book: Book, profile: Profile) -> PriorityMatrix | None:
    flow = profile.tickets
    if flow is None or flow.matrix is None:
        return None
    found = book.get(flow.matrix, PriorityMatrix)
    if found is None:
        sentence = f"there is no priority matrix '{flow.matrix}'"
        raise LocatedError(sentence, str(flow.at.of("matrix").span), "name one of the book")
    return found


def calendar_of_profile(book: Book, profile: Profile) -> Calendar | None:
    """The calendar of the holidays of a profile; `LocatedError` where it is not in the book."""
    flow = profile.tickets
    if flow is None or flow.holidays is None:
        return None
    found = book.get(flow.holidays.calendar, Calendar)
    if found is None:
        place = flow.holidays.at.of("calendar")
        sentence = f"there is no calendar '{flow.holidays.calendar}'"
        raise LocatedError(sentence, str(place.span), "name one of the book")
    return found
