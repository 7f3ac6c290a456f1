"""
A change of a portfolio as a list of points: what pytest shows as one item each.

The changes of one target, or of a document, are a point at the file of the document; what is gone,
and each gate, are points of the portfolio as a whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from slaspec.findings import Finding, Span
from slaspec.language.model import Agreement
from slaspec.review.change import AGREEMENTS, Change, Perspective
from slaspec.review.comparable import comparable
from slaspec.review.compare import changes
from slaspec.review.gates import all_gates
from slaspec.review.pair import Pair
from slaspec.review.review import GateResult, Review
from slaspec.review.texts import whole
from slaspec.review.verdict import unread
from slaspec.use_cases.diff import review, unreadable
from slaspec.use_cases.settings import Settings

CHANGE, GATES, DOCUMENT, UNREAD = "change", "gates", "document", "base/unread"
PORTFOLIO = ""  # the file of what belongs to no file of the head
PERSPECTIVE: Perspective = "provider"
MONTHS = 500  # for gates of expected credits; other gates need none


@dataclass(frozen=True)
class Point:
    """
    The changes of one target or document, or a gate; its name and its place, if it has one.

    `unread` are faults of files that only the base cannot read: nobody knows what changed there.
    """

    name: str
    span: Span | None = None
    document: str = ""
    changes: tuple[Change, ...] = ()
    gate: str = ""
    unread: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Changed:
    """
    Two revisions with the points of what changed.

    Only what changed is looked for at once; what it breaks and costs, when a gate is asked.
    `months` are simulated for gates of expected credits; None: as many as they need by default.
    With `strict` a change fails as severe as it is; without, only a gate does.
    """

    pair: Pair
    as_of: date
    settings: Settings
    months: int | None = None
    strict: bool = False

    @cached_property
    def points(self) -> Mapping[str, tuple[Point, ...]]:
        """The points by the shown name of their file; those of the portfolio under `PORTFOLIO`."""
        found: dict[tuple[str, str, str], list[Change]] = defaultdict(list)
        for change in changes(comparable(self.pair), PERSPECTIVE):
            for document, owner in self._owners(change):
                file = self._file_of(document)
                found[file, f"{owner if file else document}/{CHANGE}", document].append(change)
        points: dict[str, list[Point]] = defaultdict(list)
        for (file, name, document), each in found.items():
            points[file].append(Point(name, _place(each, file), document, tuple(each)))
        points[PORTFOLIO] += [
            Point(f"{GATES}/{gate.name}", gate=gate.name)
            for gate in all_gates()
            if self.settings.gates.asks(gate.setting)
        ]
        if faults := tuple(self._unread()):
            points[PORTFOLIO].append(Point(UNREAD, unread=faults))
        return {file: tuple(each) for file, each in points.items()}

    def _unread(self) -> Iterator[Finding]:
        found = unreadable(self.pair)
        own = set(found["head"])  # what the head cannot read is told by an item of its own
        yield from (each for each in unread(found) if each not in own and each.severity != "info")

    def _owners(self, change: Change) -> Iterator[tuple[str, str]]:
        """The documents that a change is of, each with a target of it or `document`."""
        shared = change.kind in AGREEMENTS and change.agreements
        for document in change.agreements if shared else (change.document,):
            named = [target for target in (*change.targets, change.target) if target]
            targets = [each for each in dict.fromkeys(named) if each in self._targets(document)]
            yield from ((document, each) for each in targets or [DOCUMENT])

    def _targets(self, document: str) -> set[str]:
        """The targets that an agreement has in either revision."""
        books = (self.pair.base, self.pair.head)
        texts = ((book, book.get(document, Agreement)) for book in books)
        wholes = (whole(book, text) for book, text in texts if text is not None)
        return {target.id for each in wholes for target in each.targets or ()}

    def _file_of(self, document: str) -> str:
        contract = self.pair.head.contracts.get(document)
        at = contract.at.document if contract is not None else None
        return at.file if at is not None else PORTFOLIO

    @cached_property
    def review(self) -> Review:
        """What the change comes to, with the gates."""
        months = self.months
        if months is None:
            months = MONTHS if self.settings.gates.needs_months else 0
        return review(
            self.pair,
            self.as_of,
            perspective=PERSPECTIVE,
            months=months,
            replay=months > 0,
            settings=self.settings,
        )

    def results(self, point: Point) -> tuple[GateResult, ...]:
        """What a gate says; nothing for a point of changes."""
        return tuple(each for each in self.review.gates if each.name == point.gate)

    def findings(self, point: Point) -> list[Finding]:
        """What a point says against the change: its changes, or what its gate does not let pass."""
        if point.unread:
            return list(point.unread)
        if not point.gate:
            return [_as_finding(each) for each in point.changes]
        results = (each for each in self.results(point) if each.state != "waived")
        return [each.finding for each in results if each.finding is not None]

    def fails(self, point: Point) -> bool:
        """Whether a point does not pass."""
        asked = point.gate or point.unread or self.strict
        return bool(asked) and any(map(self.settings.fails, self.findings(point)))

    def waived(self, point: Point) -> list[GateResult]:
        """What its gate would not let pass without a waiver."""
        results = self.results(point) if point.gate else ()
        return [each for each in results if each.state == "waived" and self._fails(each)]

    def _fails(self, result: GateResult) -> bool:
        return result.finding is not None and self.settings.fails(result.finding)


def _place(changes: list[Change], file: str) -> Span | None:
    """Where the first of some changes stands in a file, if one does."""
    spans = (change.head for change in changes if change.head is not None)
    return next((span for span in spans if span.file == file), None)


def _as_finding(change: Change) -> Finding:
    place = "/".join(change.path)
    was = (("on the base", change.base),) if change.base is not None and change.head else ()
    return Finding(
        rule=change.rule,
        severity=change.severity,
        message=f"{place}: {change.sentence} ({change.direction})",
        span=change.span,
        document=change.document,
        target=change.target,
        path=change.path,
        aspect=CHANGE,
        related=was,
    )
