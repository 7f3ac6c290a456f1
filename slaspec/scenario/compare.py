"""Expected against actual, verdict by verdict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from slaspec.remedies.money import shown
from slaspec.rounding import rounded

if TYPE_CHECKING:
    from slaspec.findings import Span
    from slaspec.language.model import Scenario
    from slaspec.language.model.node import Place
    from slaspec.language.model.scenario import ExpectedVerdict
    from slaspec.language.quantities import Amount
    from slaspec.measure.results import Measured, Measurements

ALL = "all"
_MOST_RECORDS = 5


@dataclass(frozen=True)
class Compared:
    """
    One verdict: as expected and as measured; one of the two may be missing.

    `at` is where it is expected, or where the expectations stand; `differences` say in words what
    is not as expected, and are empty where all is.
    """

    agreement: str
    expected: ExpectedVerdict | None
    actual: Measured | None
    at: Place
    differences: tuple[str, ...]

    @property
    def name(self) -> str:
        """`desk-ola#triage/P1 in 2026-04`."""
        if self.expected is not None:
            said = self.expected
            return named(self.agreement, said.target, said.objective or ALL, said.window)
        assert self.actual is not None
        actual = self.actual
        return named(self.agreement, actual.target, actual.objective, actual.window.name)

    @property
    def related(self) -> tuple[tuple[str, Span], ...]:
        """The place of the objective that was judged."""
        return (("the objective", self.actual.at.span),) if self.actual is not None else ()

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Expected and actual below each other, then the records that missed."""
        rows = [("expected", _expectation(self.expected)), ("actual", _measurement(self.actual))]
        missed = self.actual.missed_ids if self.actual is not None else ()
        if missed:
            more = len(missed) - _MOST_RECORDS
            and_more = f" and {more} more" if more > 0 else ""
            rows.append(("missed by", ", ".join(missed[:_MOST_RECORDS]) + and_more))
        return tuple(rows)


def compared(scenario: Scenario, measured: Mapping[str, Measurements]) -> Iterator[Compared]:
    """
    Each expectation with what was measured, then what was measured beside them.

    Where amounts are expected, verdicts are compared as far as they are listed.
    """
    actual = {
        (id, each.target, each.objective, each.window.name): each
        for id, measurements in measured.items()
        for each in measurements.measured
    }
    listed = set()
    for expected in scenario.verdicts:
        agreement = expected.agreement or scenario.agreement
        key = (agreement, expected.target, expected.objective or ALL, expected.window)
        listed.add(key)
        found = actual.get(key)
        differs = tuple(_differences(expected, found))
        yield Compared(agreement, expected, found, expected.at, differs)
    for key, each in actual.items() if not scenario.expect.settles else ():
        if key not in listed and each.counted and each.verdict != "not_measured":
            at = scenario.expect.at
            yield Compared(key[0], None, each, at, (f"is {each.verdict}, and not expected",))


def _differences(expected: ExpectedVerdict, actual: Measured | None) -> Iterator[str]:
    if actual is None:
        yield "is not judged: no such objective, window or records"
        return
    if actual.verdict != expected.verdict:
        why = f" ({actual.reason})" if actual.reason else ""
        yield f"is {_word(actual.verdict)}{why}, not {_word(expected.verdict)}"
    for word, wanted, given in (
        ("met", expected.met, actual.met),
        ("counted", expected.counted, actual.counted),
    ):
        if wanted is not None and wanted != given:
            yield f"{word} is {given}, not {wanted}"
    if expected.value is not None and not _equal(expected.value, actual):
        yield f"the value is {_value(actual)}, not {expected.value}"


def _equal(wanted: Amount, actual: Measured) -> bool:
    """Equal to as many places as are written, rounded half up."""
    value = in_unit(actual)
    if value is None or wanted.unit != actual.unit:
        return False
    places = max(0, -int(wanted.value.as_tuple().exponent))
    return rounded(value, places, "half_up") == wanted.value


def in_unit(actual: Measured) -> Fraction | None:
    """The measured value in its unit: a share is kept as a fraction of one."""
    if actual.value is None:
        return None
    return actual.value * 100 if actual.unit == "%" else actual.value


def named(agreement: str, target: str, objective: str, window: str) -> str:
    """`desk-ola#triage/P1 in 2026-04`."""
    return f"{agreement}#{target}{'' if objective == ALL else f'/{objective}'} in {window}"


def _expectation(expected: ExpectedVerdict | None) -> str:
    if expected is None:
        return "nothing"
    figures = [
        *([f"met {expected.met}"] if expected.met is not None else []),
        *([f"counted {expected.counted}"] if expected.counted is not None else []),
        *([f"value {expected.value}"] if expected.value is not None else []),
    ]
    return ", ".join([_word(expected.verdict), *figures])


def _measurement(actual: Measured | None) -> str:
    if actual is None:
        return "not judged"
    left_out = [f"{count} left out ({reason})" for reason, count in actual.excluded.items()]
    still_open = [f"{actual.open} open"] if actual.open else []
    figures = [_counts(actual), *still_open, *left_out]
    why = [actual.reason] if actual.reason else []
    return ", ".join([_word(actual.verdict), *figures, *why])


def _counts(actual: Measured) -> str:
    """The records or the seconds behind a verdict; the value where it was given without them."""
    if actual.down is not None:
        return f"{shown(actual.down)} s down of {actual.counted} s"
    if actual.counted or actual.value is None:
        return f"met {actual.met} of {actual.counted} counted"
    return f"value {_value(actual)}"


def _value(actual: Measured) -> str:
    value = in_unit(actual)
    if value is None:
        return "none"
    unit = actual.unit if actual.unit == "%" else f" {actual.unit}".rstrip()
    return f"{rounded(value, 4, 'half_up').normalize():f}{unit}"


def _word(verdict: str) -> str:
    return verdict.replace("_", " ")
