"""What remedies must know of single records and outages: nothing of it is kept unless one does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from slaspec.language.answers import answer
from slaspec.language.model.remedy import CalendarDays
from slaspec.language.model.target import Binding

if TYPE_CHECKING:
    from slaspec.language.model import Agreement
    from slaspec.language.model.node import Place
    from slaspec.language.model.remedy import Base, Remedy
    from slaspec.language.model.target import Target


class Field(NamedTuple):
    """A column of a record that a remedy names, and where."""

    name: str
    at: Place


class Needs(NamedTuple):
    """
    What the remedies of a target ask of its records beside the verdict.

    `each`: every record that missed, or every outage, with its times and its incident; `fields`
    are columns of each, `days` the dates of the time instead of its seconds alone.
    """

    each: bool = False
    days: bool = False
    fields: tuple[Field, ...] = ()


NO_NEEDS = Needs()


def needs_of(agreement: Agreement, target: Target) -> Needs:
    """What the remedies that a target binds ask of its records."""
    bound = {each.remedy if isinstance(each, Binding) else each for each in target.remedies or ()}
    remedies = [remedy for remedy in agreement.remedies or () if remedy.id in bound]
    fields = {field.name: field for remedy in remedies for field in _fields(remedy)}
    return Needs(
        each=any(_asks_for_each(remedy, agreement) for remedy in remedies),
        days=any(counts_days(remedy) for remedy in remedies),
        fields=tuple(fields.values()),
    )


def _asks_for_each(remedy: Remedy, agreement: Agreement) -> bool:
    """Whether it is paid for each, or must be claimed: a claim may name what missed."""
    claim = answer("claim", remedy, agreement.interpretation)
    claimed = claim is not None and claim.within is not None
    return remedy.for_each not in (None, "window") or claimed


def counts_days(remedy: Remedy) -> bool:
    """Whether a remedy counts dates."""
    return remedy.quantity is not None and isinstance(remedy.quantity.step, CalendarDays)


def _fields(remedy: Remedy) -> Iterator[Field]:
    for base in (remedy.base, *(cap.of for cap in remedy.caps or ())):
        if base is not None:
            yield from _fields_of(base)


def _fields_of(base: Base) -> Iterator[Field]:
    if base.record is not None:
        yield Field(base.record, base.at.of("record"))
    for inner in (base.of, *(base.greater_of or ())):
        if inner is not None:
            yield from _fields_of(inner)
