"""What every proof starts from: the objective, its tree, and each leaf as a case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from slaspec.backing.case import Case, broken
from slaspec.backing.excused import left_out_here, outside
from slaspec.backing.feeds import Windows
from slaspec.backing.hours import Hours
from slaspec.backing.leaf import FOR_ALL
from slaspec.backing.leaf_times import FOR_TIMES
from slaspec.backing.leaf_up_time import FOR_UP_TIME
from slaspec.backing.library import Library
from slaspec.backing.population import exact_population
from slaspec.backing.promise import Promise
from slaspec.backing.result import Proof, Reason, Verdict
from slaspec.backing.term import Term, judged_from, term_of
from slaspec.backing.timed import last_leaves
from slaspec.backing.tree import Tree, leaves
from slaspec.backing.windows import Dates, Partial, partial_answer, spelling
from slaspec.language.model.metric import AvailabilityMetric, DurationMetric
from slaspec.language.model.node import Place
from slaspec.language.quantities import LAST_YEAR, Day, Zone
from slaspec.service_time.offsets import day_number, day_of

_BY_KIND = {"duration": FOR_TIMES, "availability": FOR_UP_TIME}
_WITH_HOURS = (DurationMetric, AvailabilityMetric)


@dataclass(frozen=True, eq=False)
class Draft:
    """One objective with its resolved tree; `zone` and `term` are known."""

    library: Library
    objective: Promise
    tree: Tree
    assumed: tuple[str, ...]
    zone: Zone
    hours: Hours
    term: Term
    at: Place
    cases: dict[int, Case]

    def proof(self, verdict: Verdict, conditions: Iterable[Reason] = (), **said: Any) -> Proof:
        """A proof with this verdict."""
        return Proof(
            document=self.objective.agreement.id,
            target=self.objective.target.id,
            objective=self.objective.priority,
            at=self.at,
            verdict=verdict,
            conditions=tuple(conditions),
            assumptions=self.assumed,
            **said,
        )

    def reason(self, code: str, sentence: str, help: str, at: Place | None = None) -> Reason:
        """A reason at the objective's backing, or at another place."""
        return Reason(code, sentence, help, at if at is not None else self.at)

    @property
    def each_case(self) -> list[Case]:
        """The cases of all leaves that are promises, in the order written."""
        return [self.cases[id(leaf)] for leaf in leaves(self.tree) if id(leaf) in self.cases]

    def broken(self, case: Case) -> list[Reason]:
        """The conditions that a leaf does not keep."""
        found = list(broken(FOR_ALL, case))
        if found and found[0].code == "other-kind":
            return found[:1]
        return [
            *found,
            *broken(_BY_KIND.get(case.objective.metric.kind, ()), case),
            *outside(case),
            *(left_out_here(case) if case.objective.metric.kind == "duration" else ()),
        ]

    def windows(self, promise: Promise, unsaid: Partial) -> Windows | None:
        """How a promise cuts its term into judged windows; None where nobody says it."""
        spelled = spelling(promise.said("window"))
        if spelled is None:
            return None
        term = self._dates(promise)
        zone = promise.agreement.timezone or self.zone
        return Windows(spelled, term, zone, partial_answer(promise.said("partial_window"), unsaid))

    @property
    def own_windows(self) -> Windows | None:
        """The objective's windows over its term; a partial one is judged unless it says not."""
        found = self.windows(self.objective, unsaid="active")
        if found is None:
            return None
        dates = Dates(self.term.first, day_of(day_number(self.term.last) + 1))
        return Windows(found.spelling, dates, self.zone, found.partial)

    def _dates(self, promise: Promise) -> Dates:
        """The dates for which a promise is judged; an open end reaches beyond our term."""
        effective = promise.agreement.effective
        last: Day | None = effective.ends
        if last is None:
            beyond = day_of(min(day_number(self.term.last) + 800, _LAST_DAY))
            return Dates(judged_from(effective), max(beyond, judged_from(effective)))
        return Dates(judged_from(effective), day_of(day_number(last.value) + 1))


_LAST_DAY = (LAST_YEAR - 1970) * 365


def draft_of(
    library: Library, objective: Promise, tree: Tree, assumed: tuple[str, ...], at: Place
) -> Draft | Reason:
    """The draft, or the question that must be answered before anything can be proved."""
    zone = objective.agreement.timezone
    if zone is None:
        return _unsaid(objective, "timezone", "in which zone do days and windows begin?")
    hours = library.hours(objective.hours)
    if hours is None and isinstance(objective.metric, _WITH_HOURS):
        return _unsaid(objective, "hours", "in which hours does its clock run?")
    if isinstance(objective.metric, DurationMetric):
        for question in ("start", "stop", "pause"):
            if getattr(objective.metric, question) is None:
                return _unsaid(objective, question, "when does its clock run?")
    hours = hours or _always(library)
    term = term_of(objective.agreement.effective, zone, _calendars(library, hours, tree))
    cases = _cases(library, objective, tree, frozenset(assumed), term, hours)
    return Draft(library, objective, tree, assumed, zone, hours, term, at, cases)


def _always(library: Library) -> Hours:
    found = library.hours("24x7")
    assert found is not None
    return found


def _unsaid(objective: Promise, question: str, why: str) -> Reason:
    return Reason(
        "unsaid",
        f"'{question}' of {objective.name} is not said or not known: {why}",
        f"say {question}",
        objective.metric.at if question in ("start", "stop", "pause") else objective.at,
    )


def _calendars(library: Library, hours: Hours, tree: Tree) -> list[Hours]:
    named = [leaf.promise.hours for leaf in leaves(tree) if leaf.promise is not None]
    named += [leaf.own.hours for leaf in leaves(tree) if leaf.own is not None]
    return [hours, *(found for id in named if (found := library.hours(id)) is not None)]


def _cases(
    library: Library,
    objective: Promise,
    tree: Tree,
    assumed: frozenset[str],
    term: Term,
    hours: Hours,
) -> dict[int, Case]:
    listed = [leaf for leaf in leaves(tree) if leaf.promise is not None]
    last = {id(leaf) for leaf in last_leaves(tree)}
    alone = len({leaf.name for leaf in leaves(tree)}) == 1
    found: dict[int, Case] = {}
    for leaf in listed:
        assert leaf.promise is not None
        found[id(leaf)] = Case(
            library=library,
            objective=objective,
            promise=leaf.promise,
            leaf=leaf,
            term=term,
            hours=hours,
            assumed=assumed,
            alone=alone,
            stops_the_clock=id(leaf) in last,
        )
    return found


def slice_of(case: Case) -> Fraction | None:
    """The least share that our records have among the leaf's; None where nothing is stated."""
    if exact_population(case):
        return Fraction(1)
    node = case.leaf.node
    stated = node.share_of_population if node is not None else None
    return stated.value if stated is not None and stated.value > 0 else None
