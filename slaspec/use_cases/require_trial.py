"""A book in which single promises are tried otherwise, and what then stands behind what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from slaspec.backing import Proof, prove
from slaspec.backing.library import library
from slaspec.backing.promise import ALL, Promise, objectives_of
from slaspec.backing.tree import backed_by, leaves, resolved
from slaspec.language.book import Book
from slaspec.language.model import Agreement
from slaspec.language.model.target import Objective, Target


class Name(NamedTuple):
    """One promise: `telco-uc#repair/P1`; the priority is `all` where it is one for all records."""

    agreement: str
    target: str
    priority: str

    def __str__(self) -> str:
        suffix = "" if self.priority == ALL else f"/{self.priority}"
        return f"{self.agreement}#{self.target}{suffix}"


@dataclass(frozen=True)
class Trial:
    """A book on a day, with other texts of some agreements than are written."""

    book: Book
    day: date
    texts: dict[str, Agreement]

    @classmethod
    def of(cls, book: Book, day: date) -> Trial:
        """The texts that are in force on a day."""
        texts = {id: history.on(day).agreement for id, history in book.histories.items()}
        return cls(book.with_texts(day, texts), day, texts)

    def agreement(self, id: str) -> Agreement:
        """The whole text of an agreement."""
        return self.book.agreement(id)

    def promise(self, name: Name) -> Promise:
        """A promise by its name, which there is."""
        found = library(self.book).promise(*name)
        assert found is not None
        return found

    def prove(self, name: Name) -> Proof:
        """What stands behind a promise."""
        return prove(self.book, self.agreement(name.agreement), name.target, name.priority)

    def with_text(self, agreement: Agreement) -> Trial:
        """With another whole text of one agreement."""
        texts = {**self.texts, agreement.id: agreement}
        return Trial(self.book.with_texts(self.day, texts), self.day, texts)

    def with_objective(self, name: Name, **said: Any) -> Trial:
        """With other answers of one objective."""
        whole = self.agreement(name.agreement)
        targets = tuple(
            _with(target, name.priority, said) if target.id == name.target else target
            for target in whole.targets or ()
        )
        return self.with_text(replace(whole, targets=targets))

    def with_effective(self, id: str, **said: Any) -> Trial:
        """With other answers about the term of one agreement."""
        whole = self.agreement(id)
        return self.with_text(replace(whole, effective=replace(whole.effective, **said)))


def _with(target: Target, priority: str, said: dict[str, Any]) -> Target:
    if priority == ALL and target.objective is not None:
        return replace(target, objective=replace(target.objective, **said))
    changed: dict[str, Objective] = {
        each: replace(objective, **said) if each == priority else objective
        for each, objective in (target.objectives or {}).items()
    }
    return replace(target, objectives=changed)


def promises_of(agreement: Agreement) -> Iterator[Name]:
    """The names of all objectives of a whole text, in the order written."""
    for target in agreement.targets or ():
        for priority in objectives_of(target):
            yield Name(agreement.id, target.id, priority)


def stands_behind(book: Book) -> dict[Name, list[Name]]:
    """For each promise those that stand on it directly, by agreement as written."""
    known, found = library(book), dict[Name, list[Name]]()
    for agreement in sorted(book.of(Agreement), key=lambda each: each.id):
        for name in promises_of(book.whole(agreement)):
            promise = known.promise(*name)
            if promise is None or backed_by(promise)[0] is None:
                continue
            tree = resolved(known, promise)
            for leaf in leaves(tree.tree) if tree is not None and tree.tree is not None else ():
                if leaf.promise is not None:
                    users = found.setdefault(_name_of(leaf.promise), [])
                    if name not in users:
                        users.append(name)
    return found


def _name_of(promise: Promise) -> Name:
    return Name(promise.agreement.id, promise.target.id, promise.priority)
