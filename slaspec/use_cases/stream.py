"""Simulated records for `measure` and for the user's own tests: seeded streams, edge cases."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from slaspec.errors import UsageError
from slaspec.language.book import Book
from slaspec.language.model import Calendar, DataSource
from slaspec.language.quantities import Duration

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slaspec.backing.promise import Promise
    from slaspec.language.model import Agreement
    from slaspec.records.simulate.edge_cases import Setting
    from slaspec.records.simulate.streams import OutageStream, TicketStream
    from slaspec.records.tickets import Tickets


def stream(
    book: Book,
    profile: str,
    source: str,
    *,
    seed: int,
    first: date,
    last: date,
    count: int | None = None,
) -> TicketStream | OutageStream:
    """
    The records of a profile that begin on the dates `first` through `last`, as a source has them.

    `list(stream)` is what `measure` takes as the records of the source. The same profile, dates
    and seed give the same bytes. Without `count` there are as many as the profile brings in that
    time, by chance. Raises `UsageError` for names that are not in the book and dates that cannot
    be filled, `LocatedError` for a profile that contradicts itself.
    """
    from slaspec.records.simulate.of_book import stream_of
    from slaspec.records.simulate.streams import Span

    return stream_of(book, profile, source, Span(seed, first, last), count)


def edge_case(book: Book, name: str, objective: str, year: int) -> Tickets:
    """
    The tickets of an edge case by its name (`dst-spring`), for one objective of an agreement.

    `objective` is `agreement#target/priority`, or `agreement#target` where one holds for all
    records: its zone, hours, limit and service. Raises `UsageError` for an unknown name or
    objective, and for a year or calendar that has no such edge.
    """
    from slaspec.measure.asked import TICKETS
    from slaspec.records.simulate.edge_cases import edge_case as courses
    from slaspec.records.simulate.told_tickets import told_tickets

    promise = _promise(book, objective)
    setting = _setting(book, promise, year)
    source = book.get(promise.metric.source, DataSource)
    kind = getattr(promise.metric, "records", None) or (source.records if source else None)
    if kind not in (None, *TICKETS):
        raise UsageError(f"'{objective}' is measured on records of kind {kind}, not on tickets")
    held = promise.metric.source or ""
    return told_tickets(courses(name, setting), setting, held, kind or "incident")


def _promise(book: Book, objective: str) -> Promise:
    from slaspec.backing.promise import ALL, promise_of

    id, _, rest = objective.partition("#")
    target, _, priority = rest.partition("/")
    agreement = book.agreement(id)
    found = promise_of(agreement, target, priority or ALL)
    if found is None:
        known = ", ".join(_objectives(agreement)) or "none"
        raise UsageError(f"'{id}' has no objective '{rest}' with a metric; there are: {known}")
    return found


def _objectives(agreement: Agreement) -> Iterator[str]:
    from slaspec.backing.promise import ALL, objectives_of

    for target in agreement.targets or ():
        for name in objectives_of(target):
            yield target.id if name == ALL else f"{target.id}/{name}"


def _setting(book: Book, promise: Promise, year: int) -> Setting:
    from slaspec.backing.promise import ALL, objectives_of
    from slaspec.records.simulate.edge_cases import Setting
    from slaspec.service_time.calendar import ALWAYS, always, compile_calendar

    agreement, within = promise.agreement, promise.objective.within
    if agreement.timezone is None:
        raise UsageError(f"'{agreement.id}' says no time zone")
    others = [name for name in objectives_of(promise.target) if name != promise.priority]
    calendar = None if promise.hours == ALWAYS else book.get(promise.hours, Calendar)
    timeline = always()
    if calendar is not None:
        timeline = compile_calendar(calendar, date(year, 1, 1), date(year, 12, 31))
    return Setting(
        zone=agreement.timezone,
        year=year,
        service=promise.target.service,
        priorities=("none",) if promise.priority == ALL else (promise.priority, *others),
        calendar=calendar,
        timeline=timeline,
        limit=within.seconds if isinstance(within, Duration) else None,
    )
