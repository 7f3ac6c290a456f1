"""The samples of data sources: read once for a book, and what their records say of a target."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from slaspec.checks.measurable.sample_texts import committed
from slaspec.checks.targets import TICKETS, measured, source_of
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement, DataSource
from slaspec.language.model.data_source import ManyColumn
from slaspec.language.model.metric import DurationMetric
from slaspec.language.model.target import Target

if TYPE_CHECKING:
    from slaspec.records.tickets import Tickets


class Seen(NamedTuple):
    """
    The records of one service in a sample: how many, and how many finally have each priority
    ("" for none); `events` happened to at least one, by their column or as a state.
    """

    records: int
    priorities: Mapping[str, int]
    events: frozenset[str]


@dataclass(frozen=True, eq=False)
class Sample:
    """
    What reading a sample gave: its tickets (None where it cannot be read), and findings.

    `precision` is the finest step of its times in seconds: 60, 1, or 0 where nothing was read.
    """

    tickets: Tickets | None
    findings: tuple[Finding, ...]
    precision: int
    _seen: dict[str, Seen] = field(default_factory=dict)

    @cached_property
    def services(self) -> tuple[str, ...]:
        """The services of which there are records, sorted."""
        assert self.tickets is not None
        codes = {code for code in self.tickets.service.tolist() if code >= 0}
        return tuple(sorted(self.tickets.services[code] for code in codes))

    def of(self, service: str) -> Seen:
        """The records of a service."""
        if service not in self._seen:
            assert self.tickets is not None
            self._seen[service] = _seen(self.tickets, service)
        return self._seen[service]


def sample_of(source: DataSource, book: Book) -> Sample | None:
    """The sample of a source of tickets; None where it has none, or none that can be read yet."""
    kept: dict[str, Sample | None] = vars(book).setdefault("samples_of_checks", {})
    if source.id not in kept:
        kept[source.id] = _read(source, book)
    return kept[source.id]


def _read(source: DataSource, book: Book) -> Sample | None:
    found = committed(source, book)
    if found is None or source.records not in TICKETS:
        return None
    from slaspec.records.sources import formats, read_sample
    from slaspec.records.tickets import Tickets

    if source.format not in formats():
        return None
    tickets, report, findings = read_sample(source, *found)
    precision = report.precision_seconds if report is not None else 0
    held = tickets if isinstance(tickets, Tickets) else None
    return Sample(held, tuple(findings), precision)


def _seen(tickets: Tickets, service: str) -> Seen:
    import numpy as np

    from slaspec.records.tickets import ABSENT, STATES

    wanted = [code for code, name in enumerate(tickets.services) if name == service]
    mine = np.isin(tickets.service, wanted)
    names = (*tickets.priorities, "")
    codes, counts = np.unique(tickets.priority_final[mine], return_counts=True)
    events = {event for event, at in tickets.stamps.items() if (at[mine] != ABSENT).any()}
    if tickets.history is not None:
        of_mine = np.repeat(mine, np.diff(tickets.history.first))
        events |= {STATES[code] for code in np.unique(tickets.history.state[of_mine]).tolist()}
    pairs = zip(codes.tolist(), counts.tolist(), strict=True)
    return Seen(int(mine.sum()), {names[code]: n for code, n in pairs}, frozenset(events))


class Sampled(NamedTuple):
    """A target that is timed, its metric and source, and the records of its service."""

    target: Target
    metric: DurationMetric
    source: DataSource
    services: tuple[str, ...]
    seen: Seen

    def column(self, key: str) -> str:
        """The column of one of our keys, for a message: `column 'opened'`."""
        column = (self.source.columns or {}).get(key)
        name = column.column if isinstance(column, ManyColumn) else column
        return f"column '{name}'" if name else f"no column for {key}"


def sampled(agreement: Agreement, book: Book) -> Iterator[Sampled]:
    """The timed targets of an agreement whose source has a sample with usable tickets."""
    for target, metric in measured(agreement):
        source = source_of(book, metric)
        if source is None or not isinstance(metric, DurationMetric):
            continue
        sample = sample_of(source, book)
        if sample is not None and sample.tickets is not None and len(sample.tickets):
            seen = sample.of(target.service)
            yield Sampled(target, metric, source, sample.services, seen)
