"""Two books side by side: every change of what was agreed, by ids and never by lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from slaspec.findings import Span
from slaspec.language.book import SECTIONS
from slaspec.language.model import Agreement, Amendment, Contract, Terms
from slaspec.language.model.node import Place
from slaspec.review.change import AGREEMENTS, Change, Perspective, severity_of
from slaspec.review.difference import Difference, words_of_both
from slaspec.review.held import is_answer
from slaspec.review.names import Renamed, renamed_documents, renamed_entries
from slaspec.review.references import agreements_naming, agreements_serving, users_of
from slaspec.review.registry import owner_of
from slaspec.review.texts import Compared, texts, whole
from slaspec.review.walk import Walk

if TYPE_CHECKING:
    from slaspec.language.book import Book
    from slaspec.review.pair import Pair

_FOR_ALL = ((), ("day_periods",))  # answers that are used beside targets and remedies
_KINDS = ("SLA", "OLA", "UC", "Terms", "Amendment")


@dataclass(frozen=True)
class _Found:
    """A difference of a document, and under which text of it."""

    document: str
    kind: str
    difference: Difference
    effective: date | None = None
    draft: bool = False


def changes(pair: Pair, perspective: Perspective) -> tuple[Change, ...]:
    """
    Every change between the books of a pair, by document, in the order of the language.

    A change of Terms, and an answer that several targets share, is one change that names all of its
    agreements and targets.
    """
    comparison = _Comparison(pair, perspective)
    found = [change for each in comparison.found() for change in comparison.judged(each)]
    return tuple(map(comparison.at_home, _grouped(found)))


class _Comparison:
    def __init__(self, pair: Pair, perspective: Perspective) -> None:
        self._base, self._head, self._perspective = pair.base, pair.head, perspective
        self._renamed = self._names()

    def _names(self) -> Renamed:
        """Which names of the base are other names in the head."""
        documents = renamed_documents(self._base, self._head)
        entries: dict[str, dict[str, str]] = {}
        everywhere: dict[str, str] = {}
        for one, two in self._documents(documents):
            if one is None or two is None or one == two or type(one) is not type(two):
                continue
            if found := renamed_entries(_whole(self._base, one), _whole(self._head, two)):
                entries[two.id] = found
                if not isinstance(two, Agreement | Terms):
                    everywhere |= found
        return Renamed(documents, entries, everywhere)

    def _documents(
        self, names: dict[str, str]
    ) -> Iterator[tuple[Contract | None, Contract | None]]:
        """Documents of both books, agreements first; those of one book beside None."""
        base, head = self._base.contracts, self._head.contracts
        old = {new: was for was, new in names.items()}
        pairs: list[tuple[Contract | None, Contract | None]] = [
            (base.get(old.get(id, id)), each) for id, each in head.items()
        ]
        pairs += [(each, None) for id, each in base.items() if id not in head and id not in names]
        return iter(sorted(pairs, key=lambda each: _order(each[1] or each[0])))

    def found(self) -> Iterator[_Found]:
        """Every difference of every document; those of Terms after those of agreements."""
        walk = Walk(self._base, self._head)
        for one, two in self._documents(dict(self._renamed.documents)):
            there = two or one
            assert there is not None
            if isinstance(there, Agreement):
                yield from self._of_agreement(walk, one, two)
            elif one is not two:
                known = self._renamed.followed(one, there.id) if one is not None else None
                for each in walk.documents(known, two):
                    if not self._is_told_by_agreements(there, each):
                        yield _Found(there.id, there.kind, each)

    def _is_told_by_agreements(self, there: Contract, found: Difference) -> bool:
        """Whether it is a section of Terms in use: what it does shows in each agreement."""
        if not isinstance(there, Terms) or found.path[0] not in SECTIONS:
            return False
        old = {new: was for was, new in self._renamed.documents.items()}
        return any(
            each.terms is not None and each.terms.use in (there.id, old.get(there.id))
            for book in (self._base, self._head)
            for each in book.of(Agreement)
        )

    def _of_agreement(
        self, walk: Walk, one: Contract | None, two: Contract | None
    ) -> Iterator[_Found]:
        """The differences of its texts; one that holds from an earlier day on is not repeated."""
        if self._is_untouched(one, two):
            return
        there = two or one
        assert there is not None
        seen: list[tuple[str, tuple[str, ...], object, object]] = []
        for text in self._texts(one, two):
            known = text.base and self._renamed.followed(text.base, there.id)
            for each in walk.documents(known, text.head):
                what = (each.field, each.path, each.base, each.head)
                if what not in seen:
                    seen.append(what)
                    yield _Found(there.id, there.kind, each, text.effective, text.draft)

    def _texts(self, one: Contract | None, two: Contract | None) -> Iterable[Compared]:
        if isinstance(one, Agreement) and isinstance(two, Agreement):
            return texts(self._base, self._head, one.id, two.id)
        base = whole(self._base, one) if isinstance(one, Agreement) else None
        head = whole(self._head, two) if isinstance(two, Agreement) else None
        return [Compared(base, head)]

    def _is_untouched(self, one: Contract | None, two: Contract | None) -> bool:
        """Whether an agreement, its Terms and its amendments are the same objects in both."""
        if one is not two or not isinstance(one, Agreement):
            return False
        shared = one.terms is None or (
            self._base.contracts.get(one.terms.use) is self._head.contracts.get(one.terms.use)
        )
        amended = [
            [each for each in book.of(Amendment) if each.amends.agreement == one.id]
            for book in (self._base, self._head)
        ]
        return shared and amended[0] == amended[1]

    def judged(self, found: _Found) -> Iterator[Change]:
        """What the rule that owns the field says of a difference."""
        difference = found.difference
        rule = owner_of(difference.field)
        if rule is None:
            raise KeyError(f"no rule of changes owns {difference.field}")
        said = rule.judge(difference)
        if said is None:
            return
        material = rule.material if said.material is None else said.material
        path, told = difference.path, words_of_both(difference.base, difference.head)
        yield Change(
            rule=rule.id,
            name=rule.name,
            sort=difference.sort,
            direction=said.direction,
            severity=severity_of(
                said.direction, self._seen_as(found), self._perspective, material=material
            ),
            sentence=said.sentence,
            before=said.before or told[0],
            after=said.after or told[1],
            document=found.document,
            kind=found.kind,
            target=path[1] if path[0] == "targets" and len(path) > 1 else "",
            path=path,
            base=_span(difference.base_at),
            head=_span(difference.head_at),
            material=material,
            meaning=said.meaning,
            agreements=self._agreements(found),
            effective=found.effective,
            draft=found.draft,
        )

    def at_home(self, change: Change) -> Change:
        """A change that several agreements share belongs to the document where it is written."""
        if len(change.agreements) < 2 or change.kind not in AGREEMENTS:
            return change
        book = self._head if change.head else self._base
        written = next(file for file in book.files if file.file == change.span.file)
        assert written.contract is not None
        return replace(change, document=written.contract.id, kind=written.contract.kind)

    def _seen_as(self, found: _Found) -> str:
        """The kind of a document; that of an OLA where no SLA itself names what many share."""
        if found.kind in AGREEMENTS:
            return found.kind
        book = self._head if found.difference.head_at else self._base
        named = agreements_naming(book, [found.document])[found.document]
        kinds = {each.kind for id in named if (each := book.get(id, Agreement)) is not None}
        return "OLA" if kinds and "SLA" not in kinds else found.kind

    def _agreements(self, found: _Found) -> tuple[str, ...]:
        if found.kind in AGREEMENTS:
            return (found.document,)
        path, books = found.difference.path, (self._base, self._head)
        if found.kind == "ServiceCatalogue" and path[0] == "services" and len(path) > 1:
            users = frozenset().union(*(agreements_serving(each, path[1]) for each in books))
        else:
            users = frozenset().union(*(users_of(each, found.document) for each in books))
        return tuple(sorted(id for id in users if self._head.get(id, Agreement) is not None))


def _order(contract: Contract | None) -> tuple[int, str]:
    assert contract is not None
    known = contract.kind in _KINDS
    return (_KINDS.index(contract.kind) if known else len(_KINDS), contract.id)


def _span(place: Place | None) -> Span | None:
    return place.span if place is not None else None


def _grouped(found: Iterable[Change]) -> Iterator[Change]:
    """Changes of one answer, written once and of several targets or agreements, as one."""
    groups: dict[object, list[Change]] = {}
    for change in found:
        key = (change.rule, change.sort, change.base, change.head, change.before, change.after)
        groups.setdefault(key, []).append(change)
    for group in groups.values():
        yield _one_of(group)


def _one_of(group: list[Change]) -> Change:
    """The change that all of a group are: of all their targets, in the direction of all."""
    targets = tuple(dict.fromkeys(each.target for each in group if each.target))
    first = min(group, key=lambda each: (not each.target, each.path[0] == "interpretation"))
    used = [each for each in group if not _is_for_others(each.path)]
    if not used:
        return replace(
            first,
            sentence=f"{first.sentence}; nothing here is judged or paid by it",
            agreements=_reached(group),
            material=False,
            severity="info",
        )
    if len(group) == 1:
        return first
    one_way = len({each.direction for each in group if each.path[0] == first.path[0]}) == 1
    return replace(
        first,
        direction=first.direction if one_way else "neutral",
        severity=first.severity if one_way or not first.material else "warning",
        agreements=_reached(used),
        targets=targets,
        target=targets[0] if len(targets) == 1 else "",
        path=_shared(group),
    )


def _reached(group: Iterable[Change]) -> tuple[str, ...]:
    """The agreements of some changes, each once."""
    return tuple(dict.fromkeys(id for each in group for id in each.agreements))


def _is_for_others(path: tuple[str, ...]) -> bool:
    """Whether an answer stands there that only targets and remedies may use."""
    return is_answer(path) and path[1:2] not in _FOR_ALL


def _shared(group: list[Change]) -> tuple[str, ...]:
    """The keys at the end of all paths: `window` of five targets."""
    paths = {each.path for each in group}
    written = next((path for path in paths if path[0] in ("interpretation", "metrics")), None)
    return written or (paths.pop() if len(paths) == 1 else (group[0].path[-1],))


def _whole(book: Book, contract: Contract) -> Contract:
    return whole(book, contract) if isinstance(contract, Agreement) else contract
