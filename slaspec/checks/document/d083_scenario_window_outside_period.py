"""Rule D083."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from slaspec.checks.document.expectations import Expectation, expectations
from slaspec.checks.rule import finding_at, rule
from slaspec.errors import UsageError
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Scenario
from slaspec.measure.windows import CALENDAR_WINDOWS, named, period, window_of


@rule(id="D083", name="scenario-window-outside-period", severity="error", aspect="document")
def scenario_window_outside_period(scenario: Scenario, book: Book) -> Iterator[Finding]:
    """
    A scenario names a window that it does not judge, or that has not ended by then.

    What it does:
        Looks whether the period has ended at `as_of`, and whether the window of each expected
        verdict and line, and of each given figure, lies in the period and is one of the windows of
        its target.

    Why:
        A window that has not ended has no verdict yet, and one outside the period is not judged.

    Wrong:

        kind: Scenario
        period: 2026-04
        expect: {verdicts: [{target: resolution, objective: P1, window: 2026-05, verdict: met}]}

    Right:

        kind: Scenario
        period: 2026-04
        expect: {verdicts: [{target: resolution, objective: P1, window: 2026-04, verdict: met}]}

    Source:
        `docs/replay.md`: a statement stands on what was known when its data closed.
    """
    try:
        first, last = period(scenario.period)
    except UsageError as error:
        yield finding_at(scenario.at.of("period"), str(error), "write it like 2026-04")
        return
    if scenario.as_of.value <= last:
        what = f"the period ends with {last}: as of {scenario.as_of} 00:00 it was not over"
        yield finding_at(scenario.at.of("as_of"), what, "write a later date")
    for each in expectations(scenario, book):
        yield from _judged(each, first, last)


def _judged(each: Expectation, first: date, last: date) -> Iterator[Finding]:
    at, window = each.said.at.of("window"), each.said.window
    try:
        begin, end = named(window)
    except UsageError as error:
        yield finding_at(at, str(error), "write it like 2026-04")
        return
    kind = each.window_kind
    if begin < first or end > last:
        what = f"window {window} lies outside the period, {first} to {last}"
        yield finding_at(at, what, "widen the period, or name another window")
    elif kind in CALENDAR_WINDOWS and (begin, end) != window_of(str(kind), begin):
        what = f"'{each.target.id}' is judged by the {kind}; {window} is none"
        yield finding_at(at, what, f"name a {kind}")
