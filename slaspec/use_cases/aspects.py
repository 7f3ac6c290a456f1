"""
The promises of a portfolio as a list of aspects: what pytest shows as one item each.

Every finding belongs to exactly one aspect: of its target where it has one, else of its document,
else of its file. So pytest and `slaspec check` report the same findings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from slaspec.checks.waived import InForce, in_force
from slaspec.findings import Finding, Span
from slaspec.language.book import Book as ReadBook
from slaspec.language.model import Agreement, Calendar, DataSource, Scenario, Waivers
from slaspec.language.model.target import Target
from slaspec.language.model.waivers import Waiver
from slaspec.language.read import ReadFile
from slaspec.use_cases.baseline import (
    Baseline,
    Compared,
    against_base,
    compared,
    failing_on_base,
    weighed_against,
)
from slaspec.use_cases.check import home_of
from slaspec.use_cases.load import Book
from slaspec.use_cases.settings import Settings

if TYPE_CHECKING:
    from slaspec.checks.tried import Tried
    from slaspec.review.pair import Pair

DOCUMENT = "document"
VALID = "valid"
SCENARIO = "scenario"
WAIVER = "waiver"
WITNESSED = ("just-met", "just-missed")
RUNGS = "rungs"
TRIED = (*WITNESSED, RUNGS)  # what runs records or figures when its item runs, not before
_MARKERS = {VALID: DOCUMENT, **dict.fromkeys(WITNESSED, "measurable"), RUNGS: "remedies"}


@dataclass(frozen=True)
class Aspect:
    """
    One aspect of one target (or of the document): its name, place and clause.

    `agreement` is the id of the agreement that it belongs to; empty for other documents.
    """

    agreement: str
    owner: str
    aspect: str
    span: Span
    clause: str = ""

    @property
    def name(self) -> str:
        """`resolution/measurable`, `document/valid`."""
        return f"{self.owner}/{self.aspect}"

    @property
    def marker(self) -> str:
        """The aspect of the findings that it stands for: `measurable`, `document`."""
        if self.owner == SCENARIO:
            return SCENARIO
        if self.owner == WAIVER:
            return DOCUMENT
        return _MARKERS.get(self.aspect, self.aspect)


@dataclass(frozen=True)
class Judged:
    """
    A book with its aspects by file and its findings by aspect.

    Nothing is checked before a finding is asked for: a list of the items needs none. With a `pair`
    of revisions, of which the book is the head, the base stands in the place of a baseline.
    """

    book: Book
    as_of: date
    settings: Settings = field(default_factory=Settings)
    baseline: Baseline | None = None
    pair: Pair | None = None
    already_there: set[Finding] = field(default_factory=set, compare=False, repr=False)
    waived: dict[Finding, Waiver] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def aspects(self) -> Mapping[str, tuple[Aspect, ...]]:
        """The aspects of every file, by its shown name."""
        return {file.file: aspects_of(self.book, file) for file in self.book.files}

    @cached_property
    def findings(self) -> Mapping[tuple[str, str], Sequence[Finding]]:
        """All findings, by the file and the name of the aspect that they belong to."""
        return sorted_in(self.book, self.aspects, self._noted(self._compared))

    @cached_property
    def _compared(self) -> Compared:
        settings = replace(self.settings, scenarios=True)  # each of them is an item
        if self.pair is not None:
            return against_base(self.pair, self.as_of, settings, tried=False)
        return compared(self.book, self.as_of, settings, self.baseline, tried=False)

    @cached_property
    def _waivers(self) -> InForce:
        base = self.pair.base.dated(self.as_of) if self.pair is not None else None
        return in_force(self.book.dated(self.as_of), self.as_of, base)

    def _noted(self, found: Compared) -> list[Finding]:
        """All of some findings by place; which of them do not fail is remembered."""
        self.already_there.update(found.already_there)
        self.waived.update(found.waived)
        every = (*found.new, *found.already_there, *found.waived)
        return sorted(every, key=lambda each: each.order)

    def fails(self, finding: Finding) -> bool:
        """Whether a finding makes its item fail: new, not waived, severe enough for the project."""
        accepted = finding in self.already_there or finding in self.waived
        return not accepted and self.settings.fails(finding)

    def of(self, file: str, aspect: Aspect) -> Sequence[Finding]:
        """The findings of one aspect of a file."""
        if aspect.aspect not in TRIED:
            return self.findings.get((file, aspect.name), ())
        found = self._tried.of(aspect.agreement, aspect.owner, aspect.aspect)
        known = self._tried_before(aspect) if found and self.pair is not None else self.baseline
        return self._noted(weighed_against(found, self.settings, known, self._waivers))

    def not_run(self, aspect: Aspect) -> str:
        """Why nothing was run for an aspect that runs records or figures; empty where it was."""
        if aspect.aspect not in TRIED:
            return ""
        return self._tried.not_run(aspect.agreement, aspect.owner, aspect.aspect)

    @cached_property
    def _tried(self) -> Tried:
        return self._trying(self.book)

    @cached_property
    def _tried_on_base(self) -> Tried:
        assert self.pair is not None
        return self._trying(self.pair.base)

    def _tried_before(self, aspect: Aspect) -> Baseline:
        """What running records or figures found on the base; run only where the head has any."""
        assert self.pair is not None
        found = self._tried_on_base.of(aspect.agreement, aspect.owner, aspect.aspect)
        return failing_on_base(found, self.pair, self.as_of, self.settings)

    def _trying(self, book: ReadBook) -> Tried:
        from slaspec.checks.selection import Selection
        from slaspec.checks.tried import Tried

        selection = Selection.of(self.settings.select, self.settings.left_out)
        return Tried(book, self.as_of, selection)


def sorted_in(
    book: ReadBook, aspects: Mapping[str, tuple[Aspect, ...]], findings: Iterable[Finding]
) -> Mapping[tuple[str, str], Sequence[Finding]]:
    """Findings by the file and the name of the aspect that they belong to."""
    from slaspec.checks.tried import items_of_rules

    by_aspect: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    home, items = home_of(book), items_of_rules()
    for finding in findings:
        file = home(finding)
        by_aspect[file, _aspect_name(finding, aspects[file], items)].append(finding)
    return by_aspect


def _aspect_name(finding: Finding, aspects: tuple[Aspect, ...], items: Mapping[str, str]) -> str:
    names = {aspect.name for aspect in aspects}
    own = items.get(finding.rule, finding.aspect)
    of_scenario = f"{finding.aspect}/{finding.document}"
    of_waiver = "/".join((WAIVER, *finding.path[1:2])) if finding.path[:1] == ("waivers",) else ""
    for name in (f"{finding.target}/{own}", of_waiver, f"{DOCUMENT}/{finding.aspect}", of_scenario):
        if name in names:
            return name
    return f"{DOCUMENT}/{VALID}"


def aspects_of(book: ReadBook, file: ReadFile) -> tuple[Aspect, ...]:
    """The aspects of one file, document first, then target by target; each name once."""
    contract = file.contract
    if contract is None:
        at = file.findings[0].span if file.findings else Span(file.file, 1, 1)
        return (Aspect("", DOCUMENT, VALID, at),)
    here = contract.at.of("id").span
    owner = contract.id if isinstance(contract, Agreement) else ""
    found = [Aspect(owner, DOCUMENT, VALID, here)]
    if isinstance(contract, Calendar):
        found.append(Aspect("", DOCUMENT, "time", here))
    if isinstance(contract, DataSource):
        found.append(Aspect("", DOCUMENT, "measurable", here))
    if isinstance(contract, Scenario):
        found.append(Aspect("", SCENARIO, contract.id, here))
    if isinstance(contract, Waivers):
        found += [Aspect("", WAIVER, each.id, each.at.of("id").span) for each in contract.waivers]
    if isinstance(contract, Agreement):
        found += _of_agreement(book.whole(contract), here)
    once: dict[str, Aspect] = {}
    for aspect in found:
        once.setdefault(aspect.name, aspect)
    return tuple(once.values())


def says_what_stands_behind(target: Target) -> bool:
    """Whether a target, or one of its objectives, names what it stands on."""
    each = (target, target.objective, *(target.objectives or {}).values())
    return any(one is not None and one.backed_by is not None for one in each)


def _of_agreement(agreement: Agreement, here: Span) -> list[Aspect]:
    id = agreement.id
    found = [Aspect(id, DOCUMENT, aspect, here) for aspect in ("parties", "time", "measurable")]
    if agreement.remedies:
        found.append(Aspect(id, DOCUMENT, "remedies", here))
    for target in agreement.targets or ():
        at, clause = target.at.of("id").span, target.clause or ""
        found += [Aspect(id, target.id, each, at, clause) for each in ("measurable", *WITNESSED)]
        if agreement.kind == "SLA" or says_what_stands_behind(target):
            found.append(Aspect(id, target.id, "backed", at, clause))
        if target.remedies:
            found += [Aspect(id, target.id, each, at, clause) for each in ("remedies", RUNGS)]
    return found
