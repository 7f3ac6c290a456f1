"""Scenarios: run one, or write the counterexample of a proof as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slaspec.errors import UsageError
from slaspec.language.model import Agreement

if TYPE_CHECKING:
    from slaspec.backing.promise import Promise
    from slaspec.language.book import Book
    from slaspec.language.model import Scenario
    from slaspec.scenario.counterexample import Counterexample
    from slaspec.scenario.run import ScenarioResult


def run_scenario(book: Book, scenario: Scenario) -> ScenarioResult:
    """
    Measure the given records of a scenario as of its date, and compare the verdicts.

    A target is judged where the records of its data source are given: each window by the text that
    it began under, each record by that of its start. Raises `LocatedError` for a question that an
    agreement leaves open, and where an amendment does not apply or splits a window; `UsageError`
    for an agreement or a source that is not there and for a period that has not ended at `as_of`.
    """
    from slaspec.scenario.run import run_scenario as run

    return run(book, scenario)


def counterexample(book: Book, reference: str) -> Counterexample:
    """
    Records on which every OLA and UC behind an objective is met, and the objective is missed.

    `reference` is `agreement#target/priority`, or `agreement#target` where one objective holds
    for all records. Where no records show it, the result has the sentence that says why. Raises
    `UsageError` ("did you mean") for an objective that is not there or names nothing behind it.
    """
    from slaspec.scenario.counterexample import counterexample as make

    return make(book, _promise(book, reference))


def _promise(book: Book, reference: str) -> Promise:
    from slaspec.backing.promise import ALL, objectives_of, promise_of
    from slaspec.checks.names import instead_of

    id, _, rest = reference.partition("#")
    known = [each.id for each in book.of(Agreement)]
    if id not in known:
        raise UsageError(f"there is no agreement '{id}'; {instead_of(id, known, 'agreements')}")
    agreement = book.agreement(id)
    names = [
        target.id if name == ALL else f"{target.id}/{name}"
        for target in agreement.targets or ()
        for name in objectives_of(target)
    ]
    target, _, priority = rest.partition("/")
    found = promise_of(agreement, target, priority or ALL)
    if found is None:
        hint = instead_of(rest, names, "objectives")
        raise UsageError(f"'{id}' has no objective '{rest}' with a metric; {hint}")
    return found
