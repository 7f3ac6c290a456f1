"""Which objectives are backed otherwise after a change."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from slaspec.backing import prove
from slaspec.backing.library import library
from slaspec.backing.promise import Promise, objectives_of
from slaspec.backing.tree import backed_by
from slaspec.language.model import Agreement
from slaspec.review.backing.inputs import Inputs, Looked
from slaspec.review.backing.moments import Moment, agreements_named, moments
from slaspec.review.backing.told import Judged, told
from slaspec.review.names import ids_before, renamed_documents

if TYPE_CHECKING:
    from slaspec.language.book import Book
    from slaspec.review.pair import Pair
    from slaspec.review.review import BackingChange


def backing_changes(
    pair: Pair, as_of: date, affected: Collection[str]
) -> tuple[BackingChange, ...]:
    """
    The objectives of some agreements that are backed otherwise, or by more or less.

    They are judged as of a day, on every later day on which a text begins, and with each draft as
    if it were signed; of an effect that shows several times only the first is told. Where nothing
    differs that a proof looks at, nothing is proved. An objective that is gone is passed over.
    """
    found: dict[tuple[str, ...], BackingChange] = {}
    for moment in moments(pair, as_of, affected):
        for change in _at(moment, affected):
            key = (change.document, change.target, change.objective, change.effect, change.unit)
            found.setdefault(key, change)
    return tuple(found.values())


def _at(moment: Moment, affected: Collection[str]) -> Iterator[BackingChange]:
    base, head = Looked(moment.base), Looked(moment.head)
    known = _Before(moment)
    for promise in _promises(moment, affected):
        before = known.promise(promise)
        through = _differing(base.inputs(before) if before else {}, head.inputs(promise))
        if through:
            one = _judged(moment.base, before) if before is not None else None
            for change in told(one, _judged(moment.head, promise), through):
                yield replace(change, effective=moment.effective, draft=moment.draft)


class _Before:
    """The promises of the base, by those of the head: under the names that they had there."""

    def __init__(self, moment: Moment) -> None:
        self._known = library(moment.base)
        documents = renamed_documents(moment.base, moment.head)
        self._documents = {new: old for old, new in documents.items()}
        self._targets: dict[str, dict[str, str]] = {}

    def promise(self, after: Promise) -> Promise | None:
        """The same promise on the base; None where it is new."""
        id, target = after.agreement.id, after.target.id
        before = self._documents.get(id, id)
        if id not in self._targets:
            text = self._known.agreement(before)
            self._targets[id] = ids_before(text.targets if text else None, after.agreement.targets)
        return self._known.promise(before, self._targets[id].get(target, target), after.priority)


def _promises(moment: Moment, affected: Collection[str]) -> Iterator[Promise]:
    """The objectives of the head that the texts of a day may concern."""
    known = library(moment.head)
    for id in sorted(affected):
        whole = known.agreement(id)
        if whole is None or not _concerned(moment, whole):
            continue
        for target in whole.targets or ():
            for priority in objectives_of(target):
                promise = known.promise(id, target.id, priority)
                if promise is not None:
                    yield promise


def _concerned(moment: Moment, whole: Agreement) -> bool:
    """Whether it is an agreement of which a text begins, or one that stands on such a one."""
    begins = moment.begins
    return begins is None or whole.id in begins or not begins.isdisjoint(agreements_named(whole))


def _differing(before: Inputs, after: Inputs) -> tuple[str, ...]:
    """The documents that differ in what a proof looks at, the objective's own first."""
    return tuple(id for id in {**after, **before} if before.get(id) != after.get(id))


def _judged(book: Book, promise: Promise) -> Judged:
    """A promise with its proof, where it says what stands behind it."""
    if backed_by(promise)[0] is None:
        return Judged(book, promise, None)
    proof = prove(book, promise.agreement, promise.target.id, promise.priority)
    return Judged(book, promise, proof)
