"""Documents and entries that have another id now, recognised by what they say."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from slaspec.language.book import Book
from slaspec.language.model import Agreement, Contract
from slaspec.language.model.node import Node
from slaspec.language.model.remedy import Remedy
from slaspec.language.model.target import Target
from slaspec.review.alike import names_of
from slaspec.review.entries import ENOUGH, likeness, matched

_N = TypeVar("_N", bound=Node)
_Named = TypeVar("_Named", Target, Remedy)
_PROSE = frozenset({"title", "description", "definition", "text", "remark", "means", "name"})


@dataclass(frozen=True)
class Renamed:
    """
    Old ids and their new ones: of documents, and of entries by the new id of their document.

    Names of services, components, organisations and the like are known everywhere; those of
    targets, metrics and remedies in their own document, and behind it elsewhere (`desk-ola#fix`).
    """

    documents: Mapping[str, str] = field(default_factory=dict)
    entries: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    everywhere: Mapping[str, str] = field(default_factory=dict)

    def followed(self, node: _N, document: str) -> _N:
        """A text in which every reference to an old name is one to the new name."""
        own = self.entries.get(document, {})
        if not (self.documents or self.everywhere or own or any(self.entries.values())):
            return node
        changed: _N = self._followed(node, {**self.everywhere, **self.documents, **own})
        return changed

    def _followed(self, value: Any, names: Mapping[str, str]) -> Any:
        if isinstance(value, str):
            return self._reference(value, names)
        if isinstance(value, tuple):
            return tuple(self._followed(each, names) for each in value)
        if isinstance(value, dict):
            return {names.get(k, k): self._followed(each, names) for k, each in value.items()}
        if isinstance(value, Node):
            new = {
                name: made
                for name in names_of(type(value))
                if name not in _PROSE
                and name != "id"
                and (made := self._followed(held := getattr(value, name), names)) is not held
            }
            return dataclasses.replace(value, **new) if new else value
        return value

    def _reference(self, text: str, names: Mapping[str, str]) -> str:
        document, mark, rest = text.partition("#")
        if not mark:
            return names.get(text, text)
        document = self.documents.get(document, document)
        target, slash, objective = rest.partition("/")
        own = self.entries.get(document, {})
        return f"{document}#{own.get(target, target)}{slash}{own.get(objective, objective)}"


def renamed_documents(base: Book, head: Book) -> dict[str, str]:
    """Documents that are gone, and those of another id that say the same, by id."""
    gone = [c for id, c in base.contracts.items() if id not in head.contracts]
    new = [c for id, c in head.contracts.items() if id not in base.contracts]
    pairs = sorted(
        (
            (-likeness(one, two), one.id, two.id)
            for one in gone
            for two in new
            if one.kind == two.kind
        ),
    )
    found: dict[str, str] = {}
    for score, one, two in pairs:
        if -score >= ENOUGH and one not in found and two not in found.values():
            found[one] = two
    return found


def ids_before(base: Sequence[Any] | None, head: Sequence[Any] | None) -> dict[str, str]:
    """The ids on the base of entries that have another one now, by their new ids."""
    found = matched(base or (), head or ())
    return {each.head.id: each.base.id for each in found if each.renamed}


def with_ids_of(base: Agreement, head: Agreement) -> Agreement:
    """The text of the base, in which targets and remedies bear the ids that they have now."""
    targets = _new_ids(base.targets, head.targets)
    remedies = _new_ids(base.remedies, head.remedies)
    if not (targets or remedies):
        return base
    names = Renamed(entries={base.id: {**targets, **remedies}})
    text = names.followed(base, base.id)
    return dataclasses.replace(
        text,
        targets=_with_ids(text.targets, targets),
        remedies=_with_ids(text.remedies, remedies),
    )


def _new_ids(base: Sequence[Any] | None, head: Sequence[Any] | None) -> dict[str, str]:
    return {old: new for new, old in ids_before(base, head).items()}


def _with_ids(
    entries: tuple[_Named, ...] | None, names: Mapping[str, str]
) -> tuple[_Named, ...] | None:
    if entries is None:
        return None
    return tuple(dataclasses.replace(each, id=names.get(each.id, each.id)) for each in entries)


def renamed_entries(base: Contract, head: Contract) -> dict[str, str]:
    """Entries of a document under another id, old id by new id."""
    found: dict[str, str] = {}
    for name in names_of(type(head)):
        one, two = getattr(base, name, None), getattr(head, name)
        if (
            one
            and two
            and isinstance(two, tuple)
            and all(hasattr(each, "id") for each in (*one, *two))
        ):
            found |= {e.base.id: e.head.id for e in matched(one, two) if e.renamed}
    return found
