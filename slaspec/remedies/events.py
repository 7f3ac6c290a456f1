"""Single records, outages and incidents: what a remedy that is paid for each of them evaluates."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from slaspec.measure.results import Days, Measured, Miss

if TYPE_CHECKING:
    from slaspec.language.model.remedy import Remedy

EVENTS = ("record", "outage", "incident")
Event = Miss | None


def events_of(measured: Measured, remedy: Remedy) -> Sequence[Event]:
    """What a remedy is paid for, one by one; None alone for a window, and where nothing missed."""
    if remedy.for_each not in EVENTS or measured.verdict not in ("met", "missed"):
        return (None,)
    found = measured.misses or tuple(Miss(id) for id in measured.missed_ids)
    if remedy.for_each == "incident":
        found = _incidents(found)
    return found or (None,)


def event_of(miss: Miss) -> Hashable:
    """A record by its number; an outage by its number in its source: another one counts anew."""
    return (miss.origin, miss.id) if miss.origin else miss.id


def incident_of(miss: Miss) -> Hashable:
    """The incident behind a record or an outage, which is its own where none is named."""
    return miss.incident or event_of(miss)


def _incidents(misses: Iterable[Miss]) -> tuple[Miss, ...]:
    """Records and outages of one incident as one, in the order of their numbers."""
    found: dict[str, list[Miss]] = {}
    for miss in misses:
        found.setdefault(miss.incident or miss.id, []).append(miss)
    return tuple(_together(number, found[number]) for number in sorted(found))


def _together(number: str, misses: Sequence[Miss]) -> Miss:
    """One incident: its outages do not overlap, so that their down time adds up."""
    begins = [miss.begin for miss in misses if miss.begin is not None]
    ends = [miss.end for miss in misses if miss.end is not None]
    ids = dict.fromkeys(id for miss in misses for id in (miss.id, *miss.others))
    return Miss(
        number,
        begin=min(begins, default=None),
        end=max(ends) if len(ends) == len(misses) else None,
        size=_sum([miss.size for miss in misses]),
        days=_days(misses),
        incident=misses[0].incident,
        others=tuple(id for id in ids if id != number),
        origin=misses[0].origin,
    )


def _sum(sizes: Sequence[Fraction | None]) -> Fraction | None:
    known = [size for size in sizes if size is not None]
    return sum(known, Fraction(0)) if len(known) == len(sizes) else None


def _days(misses: Sequence[Miss]) -> Days | None:
    """The dates of one outage; those of several may be the same ones."""
    return misses[0].days if len(misses) == 1 else None
