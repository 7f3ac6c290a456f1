"""What the entries of a ledger did to the verdicts of a preview, entry by entry, for its reader."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from slaspec.findings import Span
    from slaspec.measure.plan import Plan, TargetPlan
    from slaspec.measure.relief import Excluding, Grant
    from slaspec.measure.results import Measured, Measurements
    from slaspec.records.tables import Records

Held = Mapping[str, Sequence["Records"]]


class EntryRef(NamedTuple):
    """An entry of a ledger: the id of the document, the day of the entry, its place."""

    ledger: str
    date: str
    at: Span


@dataclass(frozen=True)
class Relieved:
    """
    What entries did to one target as `exclusion`: excused, or (with `refused`) nothing, and why.

    In a `window` so many `seconds` of an availability, or so many `records`, are excused, or (with
    neither) the miss of it. Without a window: clocks stand still in the time of the entry.
    """

    target: str
    exclusion: str
    entries: tuple[EntryRef, ...]
    window: str = ""
    objective: str = ""
    seconds: int | None = None
    records: int | None = None
    refused: str = ""


def relieved(
    plan: Plan, measurements: Measurements, records: Held, as_of: int
) -> tuple[Relieved, ...]:
    """
    The relief of each target that concerns the windows of a preview, in the order of the targets.

    `as_of` is in UTC seconds. Only the numbers of records that an entry names are looked at.
    """
    found: list[Relieved] = []
    for target in plan.targets:
        mine = [each for each in measurements.measured if each.target == target.target.id]
        for excluding in target.relief.exclusions:
            found += _excused(target, excluding, mine, records.get(target.source.id, ()), as_of)
        for grant in target.relief.grants:
            if any(_concerns(grant, each) for each in mine):
                found += _refused(target, grant, records, as_of)
    return tuple(dict.fromkeys(found))


def _excused(
    target: TargetPlan,
    excluding: Excluding,
    measured: Sequence[Measured],
    parts: Sequence[Records],
    as_of: int,
) -> Iterator[Relieved]:
    from slaspec.measure.relief import reason_of

    exclusion = excluding.exclusion
    holding = target.relief.of(exclusion, as_of)
    grants = [(grant, _may_excuse(grant, excluding, parts)) for grant in holding]
    for each in measured:
        near = [grant for grant, _ in grants if _concerns(grant, each)]
        here = [grant for grant, may in grants if may and _concerns(grant, each)]
        seconds = each.excluded.get(exclusion.id) if each.down is not None else None
        count = each.excluded.get(reason_of(exclusion))
        if near and (seconds or count):
            yield _told(target, here or near, each, seconds=seconds, records=count)
        elif here and excluding.effect == "pause":
            yield _told(target, here)
        if each.verdict == "excused":
            window = target.relief.of_window(each.target, each.objective, each.window.name, as_of)
            if window is not None and window.exclusion.id == exclusion.id:
                yield _told(target, [window], each)


def _may_excuse(grant: Grant, excluding: Excluding, parts: Sequence[Records]) -> bool:
    """Whether an entry speaks of any of these records, and its time of one of these outages."""
    from slaspec.records.outages import ABSENT, Outages

    if grant.records is not None and not _ids(grant.records, parts):
        return False
    takes_all = excluding.effect == "denominator" and excluding.exclusion.at_most is None
    outages = [part for part in parts if isinstance(part, Outages)]
    if grant.span is None or takes_all or len(outages) < len(parts):
        return True
    begin, end = grant.span
    return any(
        bool(((part.begin < end) & ((part.end > begin) | (part.end == ABSENT))).any())
        for part in outages
    )


def _told(
    target: TargetPlan,
    grants: Sequence[Grant],
    measured: Measured | None = None,
    *,
    seconds: int | None = None,
    records: int | None = None,
    refused: str = "",
) -> Relieved:
    return Relieved(
        target=target.target.id,
        exclusion=grants[0].exclusion.id,
        entries=tuple(_ref(grant) for grant in grants),
        window=measured.window.name if measured else "",
        objective=measured.objective if measured else "",
        seconds=seconds,
        records=records,
        refused=refused,
    )


def _ref(grant: Grant) -> EntryRef:
    document = grant.entry.at.document
    ledger = str(document.data.get("id", "")) if document else ""
    return EntryRef(ledger, grant.entry.date.text, grant.entry.at.span)


def _concerns(grant: Grant, measured: Measured) -> bool:
    """Whether an entry may speak of a window: of its time, by its name, or of records anywhere."""
    if grant.windows:
        return measured.window.name in grant.windows
    span = grant.span
    return span is None or (span[0] < measured.window.end and measured.window.start < span[1])


def _refused(target: TargetPlan, grant: Grant, records: Held, as_of: int) -> Iterator[Relieved]:
    if grant.fault is not None:
        yield _told(target, [grant], refused=grant.fault.sentence)
    elif not grant.holds(as_of):
        yield _told(target, [grant], refused="it was not made yet on the day of this preview")
    elif grant.records is not None:  # of any source: an outage, and the tickets about it
        every = [part for parts in records.values() for part in parts]
        missing = sorted(grant.records - _ids(grant.records, every))
        if missing:
            yield _told(target, [grant], refused=f"no record read is {', '.join(missing)}")


def _ids(named: Collection[str], parts: Sequence[Records]) -> frozenset[str]:
    """Which of some numbers are among those of the records; a probe has none."""
    return frozenset(id for part in parts for id in getattr(part, "ids", ()) if id in named)
