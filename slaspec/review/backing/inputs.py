"""What a proof looks at, by the ids of the documents: what is equal needs no second proof."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any

from slaspec.backing.library import library
from slaspec.backing.promise import Promise, objectives_of
from slaspec.checks.backed.leaves import leaves, own_handling, promises
from slaspec.language.book import Book
from slaspec.language.model import (
    Agreement,
    Calendar,
    DataSource,
    Parties,
    PriorityMatrix,
    ServiceCatalogue,
)
from slaspec.language.model.target import Target

Inputs = dict[str, Any]

_SECTIONS = (
    "kind",
    "timezone",
    "parties",
    "priorities",
    "interpretation",
    "exclusions",
    "effective",
    "backing",
)


class Looked:
    """One book as the proofs see it: no titles, no money, nothing of other targets."""

    def __init__(self, book: Book) -> None:
        self._book, self._known = book, library(book)

    def inputs(self, promise: Promise) -> Inputs:
        """
        Everything that the proof of a promise looks at.

        The documents by id, the promise's own agreement first; equal inputs have equal proofs.
        """
        found: Inputs = {promise.agreement.id: ()}
        seen, waiting = set[tuple[str, str]](), [(promise.agreement, promise.target)]
        while waiting:
            agreement, target = waiting.pop()
            if (agreement.id, target.id) in seen:
                continue
            seen.add((agreement.id, target.id))
            metric = next((m for m in agreement.metrics or () if m.id == target.metric), None)
            judged = (_bare(target), metric)
            found[agreement.id] = (*(found.get(agreement.id) or _sections(agreement)), judged)
            for id in _named(agreement, target, metric):
                found.setdefault(id, self._document(id))
            waiting += self._behind(agreement, target)
        return {**found, **self._common}

    def _behind(self, agreement: Agreement, target: Target) -> Iterator[tuple[Agreement, Target]]:
        """The targets that stand behind one, with their agreements."""
        for reference in _references(agreement, target):
            id, _, rest = reference.partition("#")
            other = self._known.agreement(id)
            listed = other.targets or () if other is not None else ()
            found = next((each for each in listed if each.id == rest.partition("/")[0]), None)
            if other is not None and found is not None:
                yield other, found

    def _document(self, id: str) -> object:
        found = self._book.contracts.get(id)
        return found if isinstance(found, Calendar | PriorityMatrix | DataSource) else None

    @cached_property
    def _common(self) -> Inputs:
        """What every proof may ask: who is a part of whom, what a service consists of."""
        parties = {
            each.id: [(one.id, one.part_of) for one in each.organisations]
            for each in self._book.of(Parties)
        }
        services = {
            each.id: [(one.id, one.components) for one in each.services]
            for each in self._book.of(ServiceCatalogue)
        }
        return {**parties, **services}


def _sections(agreement: Agreement) -> tuple[object, ...]:
    services = tuple(replace(line, charge=None) for line in agreement.services or ())
    return (services, *(getattr(agreement, name) for name in _SECTIONS))


def _bare(target: Target) -> Target:
    return replace(target, remedies=None, clause=None, title=None, remark=None)


def _named(agreement: Agreement, target: Target, metric: object) -> Iterator[str]:
    """The calendars, the matrix and the data source that a target's answers name."""
    hours = [objective.hours for objective in objectives_of(target).values()]
    hours += [own.hours for own in own_handling(agreement)]
    hours += [exclusion.hours for exclusion in agreement.exclusions or ()]
    said = (getattr(metric, "hours", None), getattr(metric, "source", None), agreement.priorities)
    yield from (id for id in (*hours, *said) if isinstance(id, str))


def _references(agreement: Agreement, target: Target) -> Iterator[str]:
    """What the trees of a target name; of named trees all, where it names one."""
    for promise in promises(agreement):
        if promise.target in (target.id, ""):
            yield from (leaf.refers_to for leaf in leaves(promise) if not leaf.is_tree)
