"""The real records that data sources name for a replay, and the months that they cover."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from slaspec.errors import SlaspecError, UsageError
from slaspec.language.model import DataSource
from slaspec.measure.windows import named
from slaspec.records.outages import Outages, Probes
from slaspec.records.selection import selected, selected_outages
from slaspec.records.tickets import ABSENT, Tickets
from slaspec.review.impact.measured import reading
from slaspec.service_time.civil import local_date

if TYPE_CHECKING:
    from slaspec.language.quantities import Zone
    from slaspec.records.tables import Records
    from slaspec.records.tickets import Int64
    from slaspec.review.impact.revision import Revision

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Held:
    """The records of one source: parts, how many, the names of the histories, what to know."""

    parts: Sequence[Records]
    count: int
    names: tuple[str, ...]
    remarks: tuple[str, ...] = ()


class Histories:
    """The histories of both revisions; each file is read once where both read it alike."""

    def __init__(self, base: Revision, head: Revision) -> None:
        self._base, self._head = base, head
        self._known: list[tuple[DataSource, Held | str]] = []

    def of(self, source: DataSource) -> Held | str:
        """The records as a data source reads them, or a sentence on why there are none."""
        own = reading(source)
        for other, held in self._known:
            if other == own:
                return held
        held = self._read(source)
        self._known.append((own, held))
        return held

    def _read(self, source: DataSource) -> Held | str:
        files = list(self._files(source.id))
        if not files:
            return (
                f"'{source.id}' names no history: add histories: [{{id: y2025, file: …}}] to it,"
                " and real months are replayed"
            )
        if missing := [name for name, path, _ in files if path is None]:
            return f"the history '{missing[0]}' of '{source.id}' is not where it says"
        try:
            return _held(source, [(name, path, shown) for name, path, shown in files if path])
        except SlaspecError as error:
            return f"the history of '{source.id}' cannot be read: {sentence(error)}"

    def _files(self, source: str) -> Iterator[tuple[str, Path | None, str]]:
        """The files that the head names, else those of the base."""
        for revision in (self._head, self._base):
            said = revision.signed.get(source, DataSource)
            if said is not None and said.histories:
                for each in said.histories:
                    yield each.id, revision.signed.attachment(said, each.file), each.file
                return


def sentence(error: SlaspecError) -> str:
    """What an error says, with its place."""
    at, message = getattr(error, "at", ""), getattr(error, "message", str(error))
    return f"{message} ({at})" if at else str(message)


def _held(source: DataSource, files: Sequence[tuple[str, Path, str]]) -> Held:
    from slaspec.records.given import open_records
    from slaspec.records.sources import reads_file

    read: list[Sequence[Records]] = []
    remarks: list[str] = []
    for name, path, shown in files:
        if not reads_file(source, path):
            raise UsageError(f"a history is a file, and '{shown}' names a server")
        parts, report = open_records(source, path, shown=shown)
        read.append(parts)
        for reason, count in sorted(report.excluded.items()):
            remarks.append(f"{count:,} {report.records} of '{name}' are left out: {reason}")
    parts = [part for each in _once(read) for part in each]
    if again := sum(len(part) for each in read for part in each) - sum(map(len, parts)):
        remarks.append(f"{again:,} records of '{source.id}' stand in a later history again")
    return Held(parts, sum(map(len, parts)), tuple(name for name, _, _ in files), tuple(remarks))


def _once(read: Sequence[Sequence[Records]]) -> Iterator[Sequence[Records]]:
    """Each file without the records that stand in a later one."""
    for position, parts in enumerate(read):
        later = {id for each in read[position + 1 :] for part in each for id in _ids(part)}
        yield [_without(part, later) for part in parts] if later else parts


def _ids(part: Records) -> Sequence[str]:
    return part.ids if isinstance(part, Tickets | Outages) else ()


def _without(part: Records, ids: set[str]) -> Records:
    """The records that do not stand in a later file: that one knows more of them."""
    own = _ids(part)
    rows = np.array([row for row, id in enumerate(own) if id not in ids], dtype=np.int64)
    if len(rows) == len(own):
        return part
    return selected(part, rows) if isinstance(part, Tickets) else selected_outages(part, rows)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Covered:
    """The first and the last date of which records speak, and the last second of any of them."""

    first: date
    last: date
    until: int


def covered(source: DataSource, parts: Sequence[Records], zone: Zone) -> Covered | None:
    """
    What some records cover: what their source says, else from the first to the last of them.

    At both ends a silence that is no longer than the longest one inside is covered too. None
    where there are no records.
    """
    began = np.sort(np.concatenate([_begins(each) for each in parts])) if parts else np.empty(0)
    if not len(began):
        return None
    until = max(int(began[-1]), *(_last(each) for each in parts))
    if source.covers is not None:
        return Covered(source.covers.from_.value, source.covers.through.value, until)
    silence = int(np.diff(began).max()) if len(began) > 1 else 0
    first, last = int(began[0]) - silence, int(began[-1]) + silence
    return Covered(
        min(local_date(int(began[0]), zone), local_date(first, zone) + _ONE_DAY),
        max(local_date(int(began[-1]), zone), local_date(last, zone) - _ONE_DAY),
        until,
    )


def whole_months(spans: Sequence[Covered], before: date, most: int) -> tuple[date, date] | None:
    """The first and the last day of the last whole months that all cover, before a date."""
    first = max(each.first for each in spans)
    last = min([before - _ONE_DAY, *(each.last for each in spans)])
    begin = first if first.day == 1 else (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    after = last + _ONE_DAY
    end = after.replace(day=1)
    months = (end.year - begin.year) * 12 + end.month - begin.month
    if months < 1:
        return None
    number = end.year * 12 + end.month - 1 - min(months, most)
    return date(number // 12, number % 12 + 1, 1), end - _ONE_DAY


def _begins(part: Records) -> Int64:
    """When each record began; of a figure that names a window, when that did."""
    if isinstance(part, Tickets):
        found: Int64 = part.stamps["reported"] if "reported" in part.stamps else _firsts(part)
    elif isinstance(part, Outages):
        found = part.begin
    elif isinstance(part, Probes):
        found = part.at
    else:
        names = dict.fromkeys(part.window) if len(part.window) else ()
        dated = [_noon(named(name)[0]) for name in names if name]
        found = np.concatenate((part.at, np.array(dated, dtype=np.int64)))
    known: Int64 = found[found != ABSENT]
    return known


def _firsts(tickets: Tickets) -> Int64:
    history = tickets.history
    if history is None or not len(history.at):
        return np.empty(0, dtype=np.int64)
    found: Int64 = history.at[history.first[:-1][np.diff(history.first) > 0]]
    return found


def _last(part: Records) -> int:
    """The last second of which anything is told."""
    told = [_begins(part)]
    if isinstance(part, Tickets):
        told += [stamps for event, stamps in part.stamps.items() if event != "due"]
        told += [part.history.at] if part.history else []
    elif isinstance(part, Outages):
        told.append(part.end)
    elif not isinstance(part, Probes):
        names = dict.fromkeys(part.window) if len(part.window) else ()
        told.append(np.array([_noon(named(name)[1]) for name in names if name], dtype=np.int64))
    return max((int(each.max()) for each in told if len(each)), default=ABSENT)


def _noon(day: date) -> int:
    return (day - date(1970, 1, 1)).days * 86400 + 43200
